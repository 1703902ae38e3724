"""What a tenant may set, within the document; where its words are open, the natural reading is the default."""

from pydantic import Field

from xuanpai_core.plugins.api import Choice, ParameterModel, PartialMonth


class PartialPay(Choice):
    """The stipend of a month in which the cadre came or left (JZ-30)."""

    WHOLE_MONTH = "whole_month", "在任即发整月"
    PRORATA_DAY = "prorata_day", "按在任天数折算"


class AbsencePay(Choice):
    """The stipend of a month whose attendance was not met (JZ-31)."""

    HOLD = "hold", "暂缓发放,待县级组织部门确认"
    DEDUCT = "deduct", "按到岗天数与应到岗天数之比发放"
    NONE = "none", "不影响发放"


class OddFen(Choice):
    """Who takes the odd 分 when revenue is halved (JZ-20)."""

    VILLAGE = "village", "归乡村"
    PARK = "park", "归园区"


class SupervisionPeriod(Choice):
    """How often the city's inspectorate looks (JZ-12)."""

    MONTH = "month", "每月"
    QUARTER = "quarter", "每季度"
    HALF_YEAR = "half_year", "每半年"


class JinzhouParameters(ParameterModel):
    """Jinzhou's parameters; ``{}`` is the document as it is naturally read."""

    min_days_month: int = Field(
        default=20,
        ge=20,
        le=28,
        title="每月最少到岗天数",
        description="办法规定不少于20天,可以更严;不超过28天,二月也能做到。",
    )
    partial_month: PartialMonth = Field(
        default=PartialMonth.EXEMPT,
        title="首末月不足整月",
        description="报到、离任当月在任不足整月时,到岗天数怎样评定。",
    )
    official_travel_counts: bool = Field(
        default=True, title="因公外出计到岗", description="经批准的培训、跑项目等外出是否计入到岗天数。"
    )
    cap_to_workdays: bool = Field(
        default=False,
        title="按工作日放宽",
        description="当月工作日少于规定天数时,是否只要求达到当月工作日数。",
    )
    stipend_month_fen: int = Field(
        default=170_000,
        ge=0,
        le=1_000_000,
        title="每月补助(分)",
        description="每人每月工作生活补助,以分为单位:1700元写作170000。",
    )
    stipend_partial: PartialPay = Field(
        default=PartialPay.WHOLE_MONTH,
        title="首末月补助",
        description="季中到任、离任的月份怎样发放补助。",
    )
    stipend_absence: AbsencePay = Field(
        default=AbsencePay.HOLD,
        title="到岗不达标的补助",
        description="当月到岗不达标或还没有考勤结论时,补助怎样处理。",
    )
    insurance_minimum_fen: int = Field(
        default=50_000_000,
        ge=50_000_000,
        le=500_000_000,
        title="意外险最低保额(分)",
        description="以分为单位:50万元写作50000000;办法规定50万元,可以更高。",
    )
    odd_fen_to: OddFen = Field(default=OddFen.VILLAGE, title="奇数分归属", description="收益对半分时,除不尽的1分归谁。")
    report_grace_days: int = Field(
        default=5,
        ge=0,
        le=60,
        title="报告宽限天数",
        description="季度报告、半年总结在期满后几天之内报出算按时;办法没有写明截止日。",
    )
    plan_grace_days: int = Field(
        default=90,
        ge=0,
        le=180,
        title="制订规划计划的天数",
        description="到任后多少天内制订三年规划、年初多少天内制订年度计划;办法没有写明截止日。",
    )
    notice_days: int = Field(
        default=1,
        ge=1,
        le=30,
        title="最少公示天数",
        description="项目在村公示栏至少公示几天才算已公示;办法没有写明。",
    )
    leave_township_days: int = Field(
        default=0,
        ge=0,
        le=60,
        title="乡镇批准请假的最多天数",
        description="超过这些天数的,乡镇党委书记批准后再报县级组织部门;0表示都由乡镇党委书记批准,办法没有写明。",
    )
    events_leave_excuses: bool = Field(
        default=True,
        title="请假可不到“五必到”",
        description="经批准请假、因公外出的,不到必到事项是否不记违规;办法没有写明。",
    )
    pairing_grace_days: int = Field(
        default=30,
        ge=0,
        le=180,
        title="落实结对、捆绑的天数",
        description="到任后多少天内落实班子成员结对、“三个捆绑”和包扶薄弱村。",
    )
    inspection_sample_percent: int = Field(
        default=10,
        ge=1,
        le=100,
        title="县级每月抽查比例(%)",
        description="县(市、区)委组织部每月抽查在任人数的百分之几,不足1人的进位;办法没有写明。",
    )
    supervision_period: SupervisionPeriod = Field(
        default=SupervisionPeriod.QUARTER,
        title="督查室督查周期",
        description="市委市政府督查室多久督查一次;办法只说“定期”。",
    )
    supervision_percent: int = Field(
        default=1,
        ge=1,
        le=100,
        title="督查室抽查比例(%)",
        description="督查室每期抽查全市在任人数的百分之几,至少1人;办法没有写明。",
    )
    patrol_counties: int = Field(
        default=2,
        ge=1,
        le=10,
        title="班子成员每人承包县数",
        description="办法规定每人两个县(市、区);县的个数与人数不配时可以调整。",
    )
