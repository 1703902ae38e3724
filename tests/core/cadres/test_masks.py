"""What is shown of personal data, and what messages and logs may repeat."""

import pytest

from xuanpai_core.cadres.masks import mask, mask_address, mask_bank_account, mask_name, mask_numbers


def test_numbers_keep_their_ends() -> None:
    assert mask("210700198001010010") == "210***********0010"
    assert mask("13812341234") == "138****1234"
    assert mask_bank_account("6222021234567890123") == "***************0123"
    assert mask_bank_account("621234567890") == "********7890"


def test_what_is_too_short_is_hidden_whole() -> None:
    assert (mask("1234567"), mask_bank_account("1234567")) == ("*******", "*******")


def test_a_name_shows_its_first_character_and_not_its_length() -> None:
    assert (mask_name("张伟"), mask_name("欧阳志远"), mask_name("买买提·吐尔逊")) == ("张*", "欧*", "买*")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("辽宁省锦州市黑山县芳山镇芳山村12号", "辽宁省锦州市黑山县芳山镇***"),
        ("江西省景德镇市珠山区昌江街道某某路3号", "江西省景德镇市珠山区昌江街道***"),
        ("江苏省镇江市丹徒区高桥镇高桥村", "江苏省镇江市丹徒区高桥镇***"),
        ("山西省临汾市乡宁县昌宁镇某村1组", "山西省临汾市乡宁县昌宁镇***"),
        ("广西壮族自治区南宁市青秀区新竹街道1号", "广西壮族自治区南宁市青秀区新竹街道***"),
        ("延边朝鲜族自治州延吉市建工街道5号", "延边朝鲜族自治州延吉市建工街道***"),
        ("浙江省杭州市西湖区文三路100号", "浙江省杭州市西湖区***"),
        ("北京市朝阳区建国门外街道甲6号", "北京市朝阳区建国门外街道***"),
        ("芳山镇芳山村12号", "芳山镇***"),
        ("中山路新镇小区8号", "***"),
        ("某某小区3号楼", "***"),
        ("12号", "***"),
    ],
)
def test_an_address_is_shown_down_to_the_township_and_never_further(address: str, shown: str) -> None:
    assert mask_address(address) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("身份证 21070019800101001X 重复", "身份证 210***********001X 重复"),
        ("id210700198001010010,", "id210***********0010,"),
        ("手机13812341234。", "手机138****1234。"),
        ("+86 138-1234-1234", "138****1234"),
        ("卡号 6222 0212 3456 7890 123", "卡号 ***************0123"),
        ("line\\n13812341234\\n", "line\\n138****1234\\n"),
        ("账号622202123456789012345", "账号622202123456789012345"),
    ],
)
def test_numbers_of_persons_are_masked_wherever_they_stand(text: str, shown: str) -> None:
    assert mask_numbers(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "区划代码 210726101200",
        "编号 018f2b3c-1234-7abc-8def-138123412345",
        "a" * 20 + "13812341234b",
        "2025-10-24T01:00:00.123456Z",
        "发放 1234567 分,共 12345678901 分",
    ],
)
def test_other_numbers_stay_as_they_are(text: str) -> None:
    assert mask_numbers(text) == text
