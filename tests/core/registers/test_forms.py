"""The core's registers, how far a problem travels, and how a region puts its own form in the core's stead."""

import re
from datetime import date

import pytest

from tests.core.plugins.activating import activate_on, work_with
from tests.factories.world import FANGSHAN, World
from tests.plugins.sample_region import CLAUSE, region_with
from xuanpai_core.plugins.forms import Field, Party, PartyKind, RegisterForm
from xuanpai_core.plugins.manager import PluginHost
from xuanpai_core.plugins.rulebook import Rulebook, Wording
from xuanpai_core.registers.core_forms import CORE_FORMS
from xuanpai_core.registers.crossing import GRADES, LEVELS, crossed, derived
from xuanpai_core.registers.errors import UnknownForm
from xuanpai_core.registers.forms import form_in_force
from xuanpai_core.registers.reading import forms_for
from xuanpai_core.rulebooks.service import rulebooks

TODAY = date(2025, 10, 24)
CHINESE = re.compile("[\u4e00-\u9fff]")
OWN = RegisterForm(code="support", title="帐篷保障", fields=(Field(code="tents", title="帐篷"),), clause=CLAUSE)
NEW = RegisterForm(
    code="winter_pasture",
    title="冬季草场驻点",
    parties=(Party(code="village", title="村", kind=PartyKind.VILLAGE),),
    clause=CLAUSE,
)
BOOK = Rulebook(registers=(OWN, NEW), wordings=(Wording(of="register:household", title="牧户", clause=CLAUSE),))


def test_every_core_form_is_in_chinese_and_refers_to_forms_that_exist() -> None:
    for code, form in CORE_FORMS.items():
        titles = [form.title, *(field.title for field in form.fields), *(party.title for party in form.parties)]
        assert all(CHINESE.search(title) for title in titles), code
        assert {other for party in form.parties for other in party.forms} <= set(CORE_FORMS), code
        assert len({field.code for field in form.fields}) == len(form.fields), code
        assert len({party.code for party in form.parties}) == len(form.parties), code
        assert not form.pairs or len(form.parties) >= 2, code


@pytest.mark.parametrize(
    ("grade", "stays_up_to"),
    [("MINOR", "GROUP"), ("ORDINARY", "VILLAGE"), ("MAJOR", "DISTRICT"), ("COMPLEX", "TOWNSHIP")],
)
def test_a_problem_crosses_a_boundary_only_above_its_highest_level(grade: str, stays_up_to: str) -> None:
    order = [level for level, _ in LEVELS]

    found = {level: crossed(grade, level) for level in order}

    assert [level for level in order if found[level] == "NONE"] == order[: order.index(stays_up_to) + 1]
    assert set(found.values()) == {"NONE", stays_up_to}


def test_only_problems_have_something_that_follows() -> None:
    content = {"grade": GRADES[1][0], "handled_level": "TOWNSHIP"}

    assert derived("problem", content) == {"beyond": "VILLAGE"}
    assert derived("household", content) == {}
    # A region's own form of problems may know other grades.
    assert derived("problem", {"grade": "HUGE", "handled_level": "TOWNSHIP"}) == {}
    assert derived("problem", {"handled_level": "TOWNSHIP"}) == {}


async def test_a_region_lays_down_its_own_form_and_further_ones_from_a_day_on(world: World) -> None:
    host = PluginHost.of({"region_a": region_with("region_a", rulebook=lambda parameters: BOOK)})
    await activate_on(world, host, "region_a", FANGSHAN)

    async with work_with(world, "clerk", host) as work:
        here = {form.code: form for form in await forms_for(work, FANGSHAN)}
        village = {form.code: form for form in await forms_for(work, world.villages[FANGSHAN][0], TODAY)}
        elsewhere = {form.code: form for form in await forms_for(work, "210726", TODAY)}
        before = {form.code: form for form in await forms_for(work, FANGSHAN, date(2010, 1, 1))}
        books = await rulebooks(work)
        with pytest.raises(UnknownForm):
            form_in_force(books, "winter_pasture", "210726", TODAY)

    assert here == village
    assert (here["support"], here["winter_pasture"]) == (OWN, NEW)
    assert list(here)[: len(CORE_FORMS)] == list(CORE_FORMS)
    assert here["household"].title == "牧户"
    assert here["household"].fields == CORE_FORMS["household"].fields
    assert elsewhere == before == CORE_FORMS
