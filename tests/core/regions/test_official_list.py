"""Another official list, judged row by row."""

import time

import pytest

from xuanpai_core.regions.code import RegionCode
from xuanpai_core.regions.official_list import (
    DEFAULT_ROW_LIMIT,
    NAME_LIMIT,
    ListProblem,
    ListProblemCode,
    OfficialListReport,
    parse_official_list,
)
from xuanpai_core.regions.pack import read_province

SOUND = """21,辽宁省
2107,锦州市
210726,黑山县
210726101,芳山镇
210726101200,试验村委会
"""
SOUND_ROWS = [
    ("21", "辽宁省"),
    ("2107", "锦州市"),
    ("210726", "黑山县"),
    ("210726101", "芳山镇"),
    ("210726101200", "试验村委会"),
]


def accepted(report: OfficialListReport) -> list[tuple[str, str]]:
    return [(row.code, row.name) for row in report.rows]


def refused(report: OfficialListReport) -> list[tuple[int, str]]:
    return [(problem.row_number, problem.code.value) for problem in report.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("header", ["", "code,name\n", "代码,名称\n", "地区编号,地区\n", "\n统计用区划代码,名称\n"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_sound_list_is_accepted_whole_in_either_encoding_with_or_without_header(
    encoding: str, header: str, newline: str
) -> None:
    report = parse_official_list((header + SOUND).replace("\n", newline).encode(encoding))

    assert accepted(report) == SOUND_ROWS
    assert report.problems == ()
    assert report.clean
    assert report.row_count == 5
    assert all(type(row.code) is RegionCode for row in report.rows)


def test_row_numbers_count_the_header_and_blank_rows_as_the_spreadsheet_does() -> None:
    report = parse_official_list("代码,名称\n\n21,辽宁省\n,,\n2107,\n".encode())

    assert [(row.row_number, row.code) for row in report.rows] == [(3, "21")]
    assert refused(report) == [(5, "EMPTY_NAME")]
    assert report.row_count == 2


def test_rows_may_come_in_any_order_and_leave_with_the_parent_first() -> None:
    shuffled = "\n".join(reversed(SOUND.splitlines()))

    report = parse_official_list(shuffled.encode())

    assert accepted(report) == SOUND_ROWS
    assert report.clean


def test_named_columns_are_found_among_others() -> None:
    text = "名称,城乡分类代码,统计用区划代码\n辽宁省,,21\n锦州市,111,2107\n"

    report = parse_official_list(text.encode("gb18030"))

    assert accepted(report) == [("21", "辽宁省"), ("2107", "锦州市")]
    assert report.clean


def test_a_third_column_without_a_header_is_refused_rather_than_guessed() -> None:
    report = parse_official_list("21,辽宁省\n2107,111,锦州市\n".encode())

    assert accepted(report) == [("21", "辽宁省")]
    assert report.problems == (
        ListProblem(
            2,
            ListProblemCode.EXTRA_CELLS,
            "本行多于两列，请只保留代码和名称两列，或在首行写明列名“代码”“名称”。",
        ),
    )


def test_each_faulty_row_is_reported_with_its_number_and_the_sound_ones_are_kept() -> None:
    text = """代码,名称
21,辽宁省
210,少一位
2107,锦州市
2107,锦州市又一次
34,安徽省
2199,
210726,黑山县
210801001,上级不在的镇
2108x1,有字母的县
210727,义\x00县
2１,全角
210782,{long}
""".replace("{long}", "长" * (NAME_LIMIT + 1))

    report = parse_official_list(text.encode(), province="21")

    assert accepted(report) == [("21", "辽宁省"), ("2107", "锦州市"), ("210726", "黑山县")]
    assert [(p.row_number, p.code.value, p.message) for p in report.problems] == [
        (3, "BAD_CODE", "区划代码“210”不正确，请填写 2、4、6、9 或 12 位数字。"),
        (5, "DUPLICATE_CODE", "代码 2107 与第 4 行重复，请只保留一行。"),
        (6, "WRONG_PROVINCE", "代码 34 不属于本省（21），请删除本行或更正代码。"),
        (7, "EMPTY_NAME", "名称为空，请补上区划名称。"),
        (9, "PARENT_MISSING", "上级 210801 不存在或未被接受，请先补上或更正上级。"),
        (10, "BAD_CODE", "区划代码“2108x1”不正确，请填写 2、4、6、9 或 12 位数字。"),
        (11, "UNREADABLE_CHARACTER", "名称含有看不见的控制字符或乱码，请重新录入。"),
        (12, "BAD_CODE", "区划代码“2１”不正确，请填写 2、4、6、9 或 12 位数字。"),
        (13, "NAME_TOO_LONG", "名称有 65 个字，最多 64 个，请更正。"),
    ]
    assert report.row_count == 12


def test_a_row_with_two_faults_says_both() -> None:
    report = parse_official_list("21,辽宁省\n210,\n".encode())

    assert refused(report) == [(2, "BAD_CODE"), (2, "EMPTY_NAME")]


@pytest.mark.parametrize("text", ["3.41125E+11", "341125109201.0", "2.10726e5"])
def test_a_code_that_a_spreadsheet_made_a_number_is_explained(text: str) -> None:
    report = parse_official_list(f"21,辽宁省\n{text},某村\n".encode())

    assert report.problems == (
        ListProblem(
            2,
            ListProblemCode.BAD_CODE,
            f"代码“{text}”被表格软件改成了数值，请把代码列设为文本格式后重新导出。",
        ),
    )


@pytest.mark.parametrize("name", ["义\u200b县", "义\ufffd县", "\u202e义县", '"义\n县"', "义\x07县"])
def test_invisible_and_broken_characters_in_a_name_are_refused(name: str) -> None:
    report = parse_official_list(f"21,辽宁省\n2107,{name}\n".encode())

    assert refused(report) == [(2, "UNREADABLE_CHARACTER")]
    assert accepted(report) == [("21", "辽宁省")]


def test_a_rare_character_outside_the_common_fonts_is_accepted() -> None:
    report = parse_official_list("21,辽宁省\n2107,高\ue170𡐓市\n".encode())

    assert accepted(report) == [("21", "辽宁省"), ("2107", "高\ue170𡐓市")]


def test_spaces_around_code_and_name_are_trimmed() -> None:
    report = parse_official_list(" 21 ,\u3000辽宁省 \n".encode())

    assert accepted(report) == [("21", "辽宁省")]


def test_the_children_of_a_refused_row_are_refused_too() -> None:
    report = parse_official_list("21,辽宁省\n2107,\n210726,黑山县\n210726101,芳山镇\n".encode())

    assert accepted(report) == [("21", "辽宁省")]
    assert refused(report) == [(2, "EMPTY_NAME"), (3, "PARENT_MISSING"), (4, "PARENT_MISSING")]


def test_a_region_known_before_may_be_the_parent() -> None:
    content = "210726101,芳山镇\n".encode()

    alone = parse_official_list(content)
    known = parse_official_list(content, known_codes=frozenset({"21", "2107", "210726"}))

    assert refused(alone) == [(1, "PARENT_MISSING")]
    assert alone.rows == ()
    assert accepted(known) == [("210726101", "芳山镇")]
    assert known.clean


def test_a_region_known_before_needs_no_parent_by_prefix() -> None:
    report = parse_official_list("210999001,迁走的镇\n".encode(), known_codes=frozenset({"210999001"}))

    assert accepted(report) == [("210999001", "迁走的镇")]


def test_one_code_padded_with_zeros_among_others_is_refused_with_the_code_to_write() -> None:
    text = "21,辽宁省\n210700000000,锦州市\n210727000000,义县\n"

    report = parse_official_list(text.encode())

    assert accepted(report) == [("21", "辽宁省")]
    assert [(problem.code.value, problem.message) for problem in report.problems] == [
        ("PADDED_CODE", "代码 210700000000 末尾是补位的零，请改为 2107。"),
        ("PADDED_CODE", "代码 210727000000 末尾是补位的零，请改为 210727。"),
    ]


def test_a_list_of_twelve_digits_throughout_is_read_as_the_codes_it_means() -> None:
    padded = "".join(f"{line.split(',')[0]:0<12},{line.split(',')[1]}\n" for line in SOUND.splitlines())

    report = parse_official_list(("统计用区划代码,名称\n" + padded).encode())

    assert padded.startswith("210000000000,辽宁省\n210700000000,锦州市\n")
    assert accepted(report) == SOUND_ROWS
    assert [row.row_number for row in report.rows] == [2, 3, 4, 5, 6]
    assert report.clean


def test_a_list_of_villages_alone_is_not_taken_for_a_padded_one() -> None:
    known = frozenset({"21", "2107", "210726", "210726101"})

    report = parse_official_list("210726101200,甲村\n210726101210,乙村\n".encode(), known_codes=known)

    assert accepted(report) == [("210726101200", "甲村"), ("210726101210", "乙村")]
    assert report.clean


@pytest.mark.parametrize("province", ["35", "44", "46"])
def test_a_padded_list_keeps_the_five_regions_that_really_end_in_zeros(province: str) -> None:
    rows = [(row.code, row.name) for row in read_province(province)]
    content = "".join(f"{code:0<12},{name}\n" for code, name in rows).encode()

    report = parse_official_list(content, province=province)

    assert accepted(report) == rows
    assert report.clean


def test_the_bureau_leaves_out_the_county_of_a_city_without_counties_and_it_is_put_back() -> None:
    text = "440000000000,广东省\n441900000000,东莞市\n441900003000,东城街道\n441900003001,岗贝社区\n"

    report = parse_official_list(text.encode())

    assert [(row.row_number, row.code, row.name) for row in report.rows] == [
        (1, "44", "广东省"),
        (2, "4419", "东莞市"),
        (2, "441900", "东莞市"),
        (3, "441900003", "东城街道"),
        (4, "441900003001", "岗贝社区"),
    ]
    assert report.clean


def test_the_county_that_the_bureau_leaves_out_is_not_put_back_when_it_is_known() -> None:
    known = frozenset({"44", "4419", "441900"})

    report = parse_official_list("441900000000,东莞市\n441900003000,东城街道\n".encode(), known_codes=known)

    assert accepted(report) == [("4419", "东莞市"), ("441900003", "东城街道")]
    assert report.clean


@pytest.mark.parametrize(
    ("again", "known"),
    [
        ("黑山县", frozenset({"210726101"})),
        ("另一个县", frozenset()),
    ],
)
def test_a_county_that_stands_twice_in_a_padded_list_is_a_duplicate(again: str, known: frozenset[str]) -> None:
    text = f"210000000000,辽宁省\n210700000000,锦州市\n210726000000,黑山县\n210726000000,{again}\n"

    report = parse_official_list(text.encode(), known_codes=known)

    assert accepted(report) == [("21", "辽宁省"), ("2107", "锦州市"), ("210726", "黑山县")]
    assert [problem.message for problem in report.problems] == ["代码 210726 与第 3 行重复，请只保留一行。"]


def test_a_six_digit_city_beside_real_counties_is_seen_as_padded() -> None:
    known = frozenset({"21", "2107", "210726", "210727"})

    report = parse_official_list("210700,锦州市\n".encode(), known_codes=known)

    assert [problem.message for problem in report.problems] == ["代码 210700 末尾是补位的零，请改为 2107。"]
    assert report.rows == ()


def test_a_code_that_ends_in_zeros_and_is_the_only_child_is_a_region() -> None:
    text = "44,广东省\n4419,东莞市\n441900,东莞市\n441900003,东城街道\n"

    report = parse_official_list(text.encode())

    assert accepted(report)[2] == ("441900", "东莞市")
    assert report.clean


def test_one_row_too_many_refuses_the_whole_list() -> None:
    content = SOUND.encode()

    assert parse_official_list(content, row_limit=5).clean
    report = parse_official_list(content, row_limit=4)

    assert report.rows == ()
    assert report.problems == (ListProblem(0, ListProblemCode.TOO_MANY_ROWS, "名单超过 4 行，请按市拆分后分别导入。"),)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        "代码,名称\n".encode(),
        SOUND.encode("utf-16"),
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x81",
        (SOUND + '2108,"未完\n').encode(),
        (SOUND + '2108,"引号"错\n').encode(),
        (SOUND + '2108,"' + "长" * 200_000).encode(),
    ],
)
def test_what_is_no_list_is_refused_whole_with_one_message(content: bytes) -> None:
    report = parse_official_list(content)

    assert report.rows == ()
    assert refused(report) == [(0, "BAD_FILE")]
    assert report.problems[0].message.endswith("。")


def test_a_zip_that_calls_itself_csv_accepts_nothing() -> None:
    report = parse_official_list(b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)) * 20)

    assert report.rows == ()
    assert report.problems


def test_the_published_list_of_every_demo_province_is_accepted_whole() -> None:
    for province in ("21", "34", "35", "37", "43"):
        rows = [(row.code, row.name) for row in read_province(province)]
        content = "".join(f"{code},{name}\n" for code, name in rows).encode("gb18030")

        report = parse_official_list(content, province=province)

        assert accepted(report) == rows
        assert report.clean


def test_a_hundred_thousand_bad_rows_are_reported_in_seconds() -> None:
    content = "".join(f"21{number:010d},村\n" for number in range(1, DEFAULT_ROW_LIMIT + 1)).encode()

    started = time.process_time()
    report = parse_official_list(content)

    assert time.process_time() - started < 5
    assert report.rows == ()
    assert len(report.problems) == DEFAULT_ROW_LIMIT
