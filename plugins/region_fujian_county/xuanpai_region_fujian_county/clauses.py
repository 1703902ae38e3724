"""The words that the county's rules rest on, as they stand in the document, punctuation included."""

from xuanpai_core.plugins.api import Clause

DOCUMENT = "《在全县选派干部驻村蹲点工作会议上的讲话》"

DAYS = "确保每名驻村干部全年驻村时间不少于250天,除节假日外,每月一般不少于22天"
TERM = "选派时间为一年"
COVERAGE = (
    "这次选派干部驻村蹲点要确保实现对全县的班子软弱涣散村、经济薄弱村、换届选举重难点村等全覆盖,"
    "对原革命老县村、少数民族村做到应派尽派"
)
WEAK = "全县村财收入低于3万元(扣除上级各项补助)的行政村就有*个,占到全县*个行政村总数的44.57%,其中零收入的“空壳村”#个"
VETOES = "对于那些心里不情愿、抱着“过关”态度的宁可不派,工作能力不强的宁可不派,群众反映不好的宁可不派"
TRAINING = "对县直单位选派的干部,要组织开展岗前培训"
RELEASE = "干部驻村蹲点期间,原则上与原单位工作脱钩,人事、工资和福利待遇保留不变,党组织关系转到驻点村"
LEADERS = "每位镇(街道)党政领导干部都要联系帮带若干名驻村干部"
GROUPS = "每个镇(街道)从驻村蹲点干部中确定1名领队,每2-3个邻近村编成一个驻村蹲点工作小组"
VISITS = (
    "主要领导要定期听取驻村干部工作汇报,至少到驻点村调研指导1次;"
    "明确1名分管领导负责组织协调,帮助解决工作中遇到的困难和问题,每半年至少到驻点村调研指导1次"
)
VEHICLES = "不搞特殊化,不专门配备交通工具,不给基层增加负担"
MODELS = "形成一批省、市、县选派的多层次、广覆盖、各具特色的示范群体"
LEAVE = "各镇(街道)党(工)委要坚持从严要求,负责对驻村干部的日常管理,严格考勤和请销假制度"


def cite(words: str, reference: str) -> Clause:
    """The clause with these words, under the reference of the rule that reads them (``FJ-05``)."""
    return Clause(document=DOCUMENT, words=words, reference=reference)
