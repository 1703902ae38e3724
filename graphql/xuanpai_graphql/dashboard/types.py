"""The county table: one line a county, read from the roll-up."""

import strawberry


@strawberry.type(description="一个县当月的数字")
class CountyFigures:
    """A county's month; rates are parts of one, as text with four decimals."""

    county_code: str = strawberry.field(description="县级区划代码")
    county_name: str = strawberry.field(description="县名")
    postings: int = strawberry.field(description="在任人数")
    on_duty_days: int = strawberry.field(description="到岗人天")
    average_days: float = strawberry.field(description="人均到岗天数")
    required_days: int | None = strawberry.field(description="当月应到岗天数;未启用规则为空")
    met: int | None = strawberry.field(description="已达标人数;未启用规则为空")
    below_norm: int | None = strawberry.field(description="未达标人数;未启用规则为空")
    clause: str | None = strawberry.field(description="依据条款")
    sheets_totalled: int = strawberry.field(description="已统计、待签字的月表")
    sheets_signed: int = strawberry.field(description="已签字、待盖章的月表")
    sheets_sealed: int = strawberry.field(description="已盖章的月表")
