"""The words that the rules rest on, exactly as they stand in the document."""

from xuanpai_core.plugins.api import Clause

DOCUMENT = "《某县选派干部管理办法》"

ATTENDANCE = Clause(document=DOCUMENT, words="选派干部每月到岗不少于20天", reference="某县-01")
REPORT = Clause(document=DOCUMENT, words="选派干部每季度向乡镇党委书面报告一次工作", reference="某县-02")
MEETING = Clause(document=DOCUMENT, words="乡镇党委每月召开一次选派干部例会", reference="某县-03")
