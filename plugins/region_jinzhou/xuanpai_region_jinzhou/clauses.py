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


def cite(words: str, reference: str) -> Clause:
    """The clause with these words, under the reference of the rule that reads them (``JZ-29``)."""
    return Clause(document=DOCUMENT, words=words, reference=reference)
