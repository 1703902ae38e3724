"""The words that the rules rest on, as they stand in the document, punctuation included."""

from xuanpai_core.plugins.api import Clause

DOCUMENT = "《锦州市选派到乡村工作干部管理办法(试行)》"

ATTENDANCE = "要求选派干部吃住、工作在乡村,每月到岗率不少于20天"
STIPEND = (
    "由市财政安排专项资金,按每人每月1700元标准,对市级选派干部给予工作生活补助,"
    "每季度由县级组织部门结合调度工作进展情况,统一进行发放"
)
DISPATCH_MEETING = (
    "各县(市、区)委组织部每季度对选派干部工作情况进行调度,召开驻乡村干部工作调度会,"
    "听取工作开展情况、存在的问题、下一步工作计划等情况的汇报"
)
INSURANCE = "按照50万元保额标准,统一为市级选派干部办理了人身意外伤害保险"
PARK = "对选派干部引进的项目,不适合放在乡村的,集中落户产业园,产生的收益按“飞地”政策由园区和驻乡村干部所在乡村对半分配"

PLAN = "要求选派干部结合乡村实际制订三年工作规划和年度工作计划,明确工作目标、推进措施、时间节点、工作责任"
PROJECT = "每名驻村干部在年底前必须要有至少1个促进乡村振兴发展项目,并在村公示栏公示,接受党员群众监督"
WEAK_VILLAGE = "明确任乡镇党委第一副书记的选派干部每人至少要包扶1个集体经济薄弱村"
DELISTING = "实现经济困难乡镇经济实力有所增强、集体经济薄弱村顺利摘帽的目标"
INCOME = "实现村级集体经济“空壳村”薄弱村减少了217个,年收入5万元以上的村增加到393个"
REPORT = "选派干部每季度报告一次工作进展情况,每半年形成书面工作总结,报派出单位和上一级党委"
TOWNSHIP_LEADER = "每个乡镇都明确班子成员与选派干部结对帮扶"
LODGING = "通过统一改造闲置农房、学校教师宿舍等辦法,组织相邻村的选派干部集中居住"
BINDING = "坚持派出单位与选派干部责任、项目、资金“三个捆绑”"
PUBLICITY = "在新闻媒体开设“我在乡村振兴第一线”专栏,目前已宣传选派干部典型50余人次"
GROUP = (
    "市公安局选派到黑山县芳山镇工作组为加强协调协作,建立了每日动态管理、每周交流研讨、每月工作简报等三项工作管理制度"
)


def cite(words: str, reference: str) -> Clause:
    """The clause with these words, under the reference of the rule that reads them (``JZ-29``)."""
    return Clause(document=DOCUMENT, words=words, reference=reference)
