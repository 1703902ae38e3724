"""What other rooms and the edge ask of the village room."""

from xuanpai_core.villages.classes import BandCount, Income, Member, count_bands
from xuanpai_core.villages.figures import NewFigure, Ratio, state_figure, stated_ratio
from xuanpai_core.villages.incomes import IncomeClasses, NewIncome, NewIncomes, income_classes, record_incomes
from xuanpai_core.villages.measures import NewMeasure, SetVerdicts, record_measure, target_verdicts
from xuanpai_core.villages.models import Precision
from xuanpai_core.villages.profiles import NewProfile, record_profile
from xuanpai_core.villages.repository import tag_codes
from xuanpai_core.villages.tags import RECORD_TYPE as TAG_RECORD
from xuanpai_core.villages.tags import Delisting, NewTag, delist, set_tag, tag_rules
from xuanpai_core.villages.targets import TargetVerdict

__all__ = [
    "TAG_RECORD",
    "BandCount",
    "Delisting",
    "Income",
    "IncomeClasses",
    "Member",
    "NewFigure",
    "NewIncome",
    "NewIncomes",
    "NewMeasure",
    "NewProfile",
    "NewTag",
    "Precision",
    "Ratio",
    "SetVerdicts",
    "TargetVerdict",
    "count_bands",
    "delist",
    "income_classes",
    "record_incomes",
    "record_measure",
    "record_profile",
    "set_tag",
    "state_figure",
    "stated_ratio",
    "tag_codes",
    "tag_rules",
    "target_verdicts",
]
