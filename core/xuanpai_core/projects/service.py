"""What other rooms and the edge ask of the project room."""

from xuanpai_core.projects.ledger import MatchState
from xuanpai_core.projects.money import (
    NewPledge,
    NewReceipt,
    ProjectFunding,
    SpecialFund,
    pledge,
    project_funding,
    receive,
    reverse_receipt,
    special_funds,
)
from xuanpai_core.projects.recording import (
    NOTICE_RECORD,
    NewNotice,
    NewProject,
    NewQuantity,
    ProjectChange,
    change_project,
    post_notice,
    record_project,
)
from xuanpai_core.projects.totals import project_total, project_totals

__all__ = [
    "NOTICE_RECORD",
    "MatchState",
    "NewNotice",
    "NewPledge",
    "NewProject",
    "NewQuantity",
    "NewReceipt",
    "ProjectChange",
    "ProjectFunding",
    "SpecialFund",
    "change_project",
    "pledge",
    "post_notice",
    "project_funding",
    "project_total",
    "project_totals",
    "receive",
    "record_project",
    "reverse_receipt",
    "special_funds",
]
