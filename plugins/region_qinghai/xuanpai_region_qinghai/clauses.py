"""What public reports say of Qinghai's rules; the documents themselves are not at hand."""

from xuanpai_core.plugins.api import Clause

DOCUMENT = "公开报道的青海省驻村干部管理规定(2018、2024)"

TEAM = "每队3人"
MEETING = "乡镇例会每月至少1次"
WAIVER = "住村豁免须县审,与村干部轮流夜值"
STATION = "牧业村随季节草场驻点"


def cite(words: str, reference: str) -> Clause:
    """The clause with these words, under the reference of the rule that reads them."""
    return Clause(document=DOCUMENT, words=words, reference=reference)
