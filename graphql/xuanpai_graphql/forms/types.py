"""What a form asks for, as the API shows it: shared by all rooms whose records have forms."""

import strawberry

from xuanpai_core.plugins import forms as core
from xuanpai_core.plugins.forms import FieldKind, PartyKind

strawberry.enum(FieldKind, description="栏目填什么;MONEY 为整数分,NUMBER 为写成文字的精确小数")
strawberry.enum(PartyKind, description="一方是什么")


@strawberry.type(description="可选的一项")
class RecordFieldChoice:
    """A stored value and its label."""

    value: str = strawberry.field(description="存储的值")
    label: str = strawberry.field(description="中文名称")


@strawberry.type(description="表单的一个栏目")
class RecordField:
    """What is to be filled in."""

    code: str = strawberry.field(description="代码")
    title: str = strawberry.field(description="名称")
    kind: FieldKind = strawberry.field(description="填什么")
    required: bool = strawberry.field(description="必填")
    least: int | None = strawberry.field(description="最小值;文字为最少字数")
    most: int | None = strawberry.field(description="最大值;文字为最多字数")
    unit: str = strawberry.field(description="单位")
    choices: list[RecordFieldChoice] = strawberry.field(description="可选的项")


@strawberry.type(description="表单的一方")
class RecordPart:
    """Whom or what the form names."""

    code: str = strawberry.field(description="代码")
    title: str = strawberry.field(description="名称")
    kind: PartyKind = strawberry.field(description="是什么")
    least: int = strawberry.field(description="最少几个")
    most: int = strawberry.field(description="最多几个")
    forms: list[str] = strawberry.field(description="只能是这些登记簿的条目")
    only_one: bool = strawberry.field(description="同一时间只能列入一条")


def shown_field(field: core.Field) -> RecordField:
    """One field."""
    return RecordField(
        code=field.code,
        title=field.title,
        kind=field.kind,
        required=field.required,
        least=field.least,
        most=field.most,
        unit=field.unit,
        choices=[RecordFieldChoice(value=value, label=label) for value, label in field.choices],
    )


def shown_part(party: core.Party) -> RecordPart:
    """One party."""
    return RecordPart(
        code=party.code,
        title=party.title,
        kind=party.kind,
        least=party.least,
        most=party.most,
        forms=list(party.forms),
        only_one=party.only_one,
    )
