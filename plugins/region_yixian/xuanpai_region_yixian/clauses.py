"""The words that 义县's rules rest on."""

from xuanpai_core.plugins.api import Clause

DOCUMENT = "《锦州市选派到乡村工作干部管理办法(试行)》实施情况"
BODY = (
    "义县成立了由县委书记任书记的选派干部工作党工委,办公室设在县委组织部,定期组织派驻干部召开座谈会,"
    "督促派驻干部制订和落实工作计划,协调解决派驻干部工作和生活中遇到的困难"
)
CLAUSE = Clause(document=DOCUMENT, words=BODY, reference="JZ-36")
