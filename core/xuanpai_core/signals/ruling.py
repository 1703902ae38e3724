"""The figures by which signals go at a place on a day: as the nearest rulebook there rules, or the system's own."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from xuanpai_core.db.session import Work
from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.presence import SignalRule
from xuanpai_core.rulebooks.in_force import Rulebooks, StoredRule
from xuanpai_core.rulebooks.models import RuleKind
from xuanpai_core.rulebooks.service import rulebooks

DEFAULT: Final = SignalRule(
    clause=Clause(
        document="系统默认",
        words="签到地点离签到范围超过2公里等情形列为在岗疑点,疑点合计6分列为线索。",
        reference="规则",
    )
)
"""Where no plugin says otherwise."""


class Ruling:
    """Every rule on signals of one tenant, past and future, as one transaction reads them.

    Statements look for whatever could be worth noticing anywhere (``least``); what was found is then measured by the
    rule of its own place and day (``at``).
    """

    def __init__(self, rows: Iterable[StoredRule] = ()) -> None:
        own = [row for row in rows if row.matter == DEFAULT.matter]
        self._books = Rulebooks(own)
        self._found: dict[tuple[str, date], SignalRule] = {}
        rules = [row.rule for row in own if row.kind is RuleKind.SIGNALS]
        self._every = [DEFAULT, *(rule for rule in rules if isinstance(rule, SignalRule))]

    def at(self, region_code: str, day: date) -> SignalRule:
        """The rule in force there on that day, or the default."""
        key = (region_code, day)
        if key not in self._found:
            self._found[key] = self._books.one_or(DEFAULT, region_code, day)
        return self._found[key]

    def least(self, figure: Callable[[SignalRule], int]) -> int:
        """The lowest figure of any rule: what does not reach it is noticed nowhere."""
        return min(map(figure, self._every))


async def ruling_of(work: Work) -> Ruling:
    """The tenant's rules on signals."""
    return Ruling((await rulebooks(work)).everything())
