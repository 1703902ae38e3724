"""The county table."""

import strawberry


@strawberry.type(description="一个县当月的数字")
class CountyFigures:
    """A county's month, by the days alone."""

    county_code: str = strawberry.field(description="县级区划代码")
    county_name: str = strawberry.field(description="县名")
    postings: int = strawberry.field(description="在任人数")
    on_duty_days: int = strawberry.field(description="到岗人天")
    average_days: float = strawberry.field(description="人均到岗天数")
    required_days: int | None = strawberry.field(description="当月应到岗天数;未启用规则为空")
    met: int | None = strawberry.field(description="到岗天数已达标的人数;未启用规则为空")
    below_norm: int | None = strawberry.field(description="到岗天数未达标的人数;未启用规则为空")
    clause: str | None = strawberry.field(description="依据条款")


@strawberry.type(description="一个县当月月表的进度")
class SheetFigures:
    """How far a county's sheets are."""

    county_code: str = strawberry.field(description="县级区划代码")
    totalled: int = strawberry.field(description="已统计、待签字")
    signed: int = strawberry.field(description="已签字、待盖章")
    sealed: int = strawberry.field(description="已盖章")
