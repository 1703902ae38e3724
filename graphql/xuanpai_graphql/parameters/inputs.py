"""What is to change."""

from datetime import date

import strawberry
from strawberry.scalars import JSON

from xuanpai_core.parameters.planning import Wish
from xuanpai_graphql.inputs import json_object
from xuanpai_graphql.keys import ACTIVATION


@strawberry.input(description="要变更的参数:只填要变的")
class ParameterChangeInput:
    """New values for a place, and what it gives back, from a day to the day before another."""

    activation_id: strawberry.ID
    region_code: str
    valid_from: date
    valid_to: date | None = None
    values: JSON | None = strawberry.field(default=None, description="参数代码到新值")
    dropped: list[str] = strawberry.field(default_factory=list, description="恢复上级规定的参数代码")

    def wish(self) -> Wish:
        """The change as the core takes it."""
        return Wish(
            activation_id=ACTIVATION(self.activation_id),
            region_code=self.region_code,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            values=json_object(self.values, "values"),
            dropped=tuple(self.dropped),
        )
