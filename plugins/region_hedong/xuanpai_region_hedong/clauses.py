"""The words that the district's rules rest on, as they stand in the document, punctuation included."""

from xuanpai_core.plugins.api import Clause

DOCUMENT = "《关于做好全区第二批选派机关干部到村任职“第一书记”工作的意见》"

NUMBERS = "全区选派255名机关干部到村任职,实现189个行政村“第一书记”全覆盖"
COVERAGE = (
    "从73个区直党政机关、企事业单位选派144名干部到72个村任职,实现有农村社区特别是综合服务中心建设任务的村、"
    "“示范书记”村、“软弱涣散”村、年集体经营性收入 3 万元以下的经济薄弱村全覆盖"
)
BACKWARD = "注重选派党政领导班子成员、优秀机关干部到村挂职,相对后进村要由班子成员挂职"
CONDITIONS = "优秀机关干部年龄一般在 40 岁以下;中共正式党员"
POSTS = (
    "区直选派干部每村2名,一名担任党组织第一书记,另一名担任党组织副书记;"
    "镇街(园区)选派干部每村 1名,挂职党组织第一书记,有的可直接任职党组织书记,任期两年"
)
FOUR_GOOD = (
    "新组建 3-4 个社会组织、互助组织、社区志愿者队伍,配备不少于 4 人的专职工作人员;"
    "完成社区综合服务中心建设,配套设施齐全,居住环境优化,居民有序聚集,社区化率达到30%以上"
)
FOUR_BREAKTHROUGHS = (
    "力争任职村年集体经营性收入达到 5 万元以上;力争任职村农民人均纯收入增幅高于本镇街(园区)平均水平;"
    "每年基础设施建设投入资金不低于 5 万元;力争任职村班子建设达到本镇街(园区)中等以上水平"
)
TRAINING = "任职干部到岗前或到岗一段时间后,区、镇街(园区)要分别组织专题培训"
DAYS = "区直选派干部与原单位工作脱钩,组织关系转入任职村党组织,每月在任职村工作不少于 20 天"
WEEKLY = "镇街(园区)选派干部可兼顾派出单位工作,每周到村工作 2-3 天"
ALLOWANCE = "镇街(园区)选派的挂职干部,各镇街(园区)制定相应的政策待遇"
RESPONSIBLE = "各单位党(工)委(党组)书记是选派任职工作第一责任人,要亲自抓部署、抓调度、抓落实"
FOUR_IN_ONE = "实行财政保障、干部任职、单位帮扶、强企结对“四位一体”工作机制,重点扶持任职村经济发展,保障正常运转"
PAIRING = "派出单位要与任职村结成帮扶对子,加大资金、项目、政策支持力度"
ENTERPRISE = "鼓励强企自愿结对任职村,通过投入资金、转移项目等措施,带动任职村发展,实现互利共赢"
SUPERVISION = "继续落实督导调度、暗访抽查、观摩评比、期满考核等制度"
MANAGEMENT = "委托镇街(园区)党(工)委做好日常管理、实绩考核等工作"


def cite(words: str, reference: str) -> Clause:
    """The clause with these words, under the reference of the rule that reads them (``HD-02``)."""
    return Clause(document=DOCUMENT, words=words, reference=reference)
