"""What public reports say of Qinghai's rules; the documents themselves are not at hand."""

from xuanpai_core.plugins.api import Clause

DOCUMENT = "公开报道的青海省驻村干部管理规定(2018、2024)"

DAYS = "年驻村不少于200天"
TRIPS = "参会培训、跑项目离村,报备后视为驻村"
TEAM = "每队3人"
MEETING = "乡镇例会每月至少1次"
WAIVER = "住村豁免须县审,与村干部轮流夜值"
STATION = "牧业村随季节草场驻点"
LEAVE = "请假5天以内由乡镇书记批准,超过5天由乡镇审核、报县委组织部批备"


def cite(words: str, reference: str) -> Clause:
    """The clause with these words, under the reference of the rule that reads them."""
    return Clause(document=DOCUMENT, words=words, reference=reference)
