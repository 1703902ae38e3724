"""The words that the town's rules rest on, as they stand in the report, punctuation included."""

from xuanpai_core.plugins.api import Clause

DOCUMENT = "《定远县界牌集镇党委履行选派工作职责纪实》"

LEADING_GROUP = "镇党委成立了由党委书记任组长的选派工作领导小组,每季度开展一次会议,研究部署选派工作"
LIAISON = "确定2名镇党政主要负责人联系选派村、帮扶选派干部"
AGREEMENT = "与选派村党组织签订目标责任书,层层落实选派工作责任"
MONTHLY = (
    "镇党委每月召开一次选派工作例会,由分管党政负责人、包选派村的镇干部以及选派村全体干部参加,"
    "听取选派工作开展情况汇报,研究部署下一个月选派工作"
)
POLICIES = (
    "在县委组织部制定的“一个制度、五项新机制和一个考核办法”的选派工作制度基础上,"
    "进一步完善了《选派干部学习制度》、《选派干部请销假制度》等工作制度"
)
CHECK = (
    "不定期检查选派干部在岗履职情况,查看工作日志记录内容是否完整,审查选派工作双月报表内容是否真实,"
    "查看软件资料档案台帐是否健全"
)
OFFICE = "在选派村专门为每位选派干部腾出一间办公室作为他们日常办公和休息场所,配备了电视机等生活用品"
LEADER_VISIT = "联系选派干部的镇党政领导每周至少2次深入选派村,查看选派干部的生活情况,帮助解决实际困难"
DECISION = "专题召开镇党委会议研究两位选派干部为选派村党总支第一书记,镇党委主要负责人亲自到村进行宣布"
MENTOR = "安排2名优秀村党总支书记“一对一”帮带,向他们介绍做好农村工作的成功经验"
TALK = "镇党政主要负责人作为两位选派干部的导师和辅导员,每月都要找他们谈心谈话交流沟通思想一次"
STUDY = "巩固选派村每周干部例会学习制度"
OUTREACH = "成立了由选派干部、大学生村官为主体的3个主题教育活动宣讲团,进村组、入农户"


def cite(words: str, reference: str) -> Clause:
    """The clause with these words, under the reference of the rule that reads them (``DY-07``)."""
    return Clause(document=DOCUMENT, words=words, reference=reference)
