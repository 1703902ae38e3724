"""The words that the rules rest on, exactly as they stand in the document."""

from xuanpai_core.plugins.api import Clause

ATTENDANCE = Clause(
    document="《某县选派干部管理办法》",
    words="选派干部每月到岗不少于20天",
    reference="某县-01",
)
