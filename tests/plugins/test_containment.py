"""A plugin that raises or answers nonsense fails its own request, by name, and nothing else."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from tests.plugins.facts import MAY, NORM_FACTS, REVENUE_FACTS, STIPEND_FACTS
from tests.plugins.sample_region import CLAUSE, SampleRegion, region_with
from xuanpai_core.errors import Invalid
from xuanpai_core.plugins import hookspecs
from xuanpai_core.plugins.decisions import AttendanceNorm, RevenueSplit, StipendDecision
from xuanpai_core.plugins.errors import PluginFailed, UnknownPlugin
from xuanpai_core.plugins.facts import Beneficiary, RevenueAllocation
from xuanpai_core.plugins.manager import PluginHost
from xuanpai_core.plugins.metadata import NoParameters


def divides_by_zero(facts: object, parameters: object) -> object:
    return 1 // 0


def refuses_like_the_core(facts: object, parameters: object) -> object:
    raise Invalid("这不是核心说的话")


def leaves_the_process(facts: object, parameters: object) -> object:
    raise SystemExit(3)


def never_returns_from_itself(facts: object, parameters: object) -> object:
    return never_returns_from_itself(facts, parameters)


def changes_the_facts(facts: object, parameters: object) -> object:
    facts.month = None  # type: ignore[attr-defined]
    return None


def asks_for_half_a_day(facts: object, parameters: object) -> object:
    return AttendanceNorm(min_days=19.5, clause=CLAUSE, reason="半天也算。")  # type: ignore[arg-type]


def gives_no_reason(facts: object, parameters: object) -> object:
    return AttendanceNorm(min_days=20, clause=CLAUSE, reason=" ")


RAISING = [
    (divides_by_zero, "ZeroDivisionError"),
    (refuses_like_the_core, "Invalid"),
    (leaves_the_process, "SystemExit"),
    (never_returns_from_itself, "RecursionError"),
    (changes_the_facts, "FrozenInstanceError"),
    (asks_for_half_a_day, "ValueError"),
    (gives_no_reason, "ValueError"),
]


@pytest.mark.parametrize(("rule", "error"), RAISING, ids=[rule.__name__ for rule, _ in RAISING])
def test_whatever_a_plugin_raises_becomes_a_refusal_that_names_it(rule: Callable[..., object], error: str) -> None:
    host = PluginHost.of({"region_bad": region_with("region_bad", attendance_norm=rule)})

    with capture_logs() as logs, pytest.raises(PluginFailed) as refused:
        host.call("region_bad", hookspecs.attendance_norm, NORM_FACTS, host.parse_parameters("region_bad", {}))

    assert refused.value.error_code == "PLUGIN_FAILED"
    assert (refused.value.plugin, refused.value.hook) == ("region_bad", "attendance_norm")
    assert refused.value.message == (
        f"插件 region_bad 在计算 attendance_norm 时出错({error}),本次操作没有执行。请把此提示转给系统管理员。"
    )
    assert [(log["event"], log["plugin"], log["hook"]) for log in logs] == [
        ("plugin.raised", "region_bad", "attendance_norm")
    ]
    assert logs[0]["exc_info"] is refused.value.__cause__


def test_a_failing_plugin_leaves_the_others_working() -> None:
    bad = region_with("region_bad", attendance_norm=divides_by_zero)
    host = PluginHost.of({"region_bad": bad, "region_good": SampleRegion("region_good")})
    with pytest.raises(PluginFailed):
        host.call("region_bad", hookspecs.attendance_norm, NORM_FACTS, host.parse_parameters("region_bad", {}))

    norm = host.call("region_good", hookspecs.attendance_norm, NORM_FACTS, host.parse_parameters("region_good", {}))

    assert norm is not None
    assert norm.min_days == 12


def test_an_answer_of_another_type_is_refused() -> None:
    host = PluginHost.of({"region_bad": region_with("region_bad", attendance_norm=lambda facts: 20)})

    with capture_logs() as logs, pytest.raises(PluginFailed, match="给出了 int 而不是 AttendanceNorm") as refused:
        host.call("region_bad", hookspecs.attendance_norm, NORM_FACTS, host.parse_parameters("region_bad", {}))

    assert refused.value.plugin == "region_bad"
    assert [log["event"] for log in logs] == ["plugin.answer_refused"]


def test_a_split_that_loses_a_fen_is_refused() -> None:
    lines = (
        RevenueAllocation(beneficiary=Beneficiary.PARK, region_code=None, amount_fen=50_000),
        RevenueAllocation(beneficiary=Beneficiary.VILLAGE, region_code="210727101201", amount_fen=50_000),
    )
    split = RevenueSplit(lines=lines, clause=CLAUSE, reason="对半分。")
    host = PluginHost.of({"region_bad": region_with("region_bad", split_revenue=lambda facts: split)})

    with pytest.raises(PluginFailed, match="分配合计 100000 分,与入账 100001 分不符"):
        host.call("region_bad", hookspecs.split_revenue, REVENUE_FACTS, host.parse_parameters("region_bad", {}))


def test_a_split_that_names_a_village_twice_is_refused() -> None:
    line = RevenueAllocation(beneficiary=Beneficiary.VILLAGE, region_code="210727101201", amount_fen=50_000)
    split = RevenueSplit(lines=(line, replace(line, amount_fen=50_001)), clause=CLAUSE, reason="分两次。")
    host = PluginHost.of({"region_bad": region_with("region_bad", split_revenue=lambda facts: split)})

    with pytest.raises(PluginFailed, match="同一收款方在分配中出现了两次"):
        host.call("region_bad", hookspecs.split_revenue, REVENUE_FACTS, host.parse_parameters("region_bad", {}))


def test_a_stipend_that_skips_a_month_is_refused() -> None:
    whole = SampleRegion().stipend_for(STIPEND_FACTS, None)  # type: ignore[arg-type]
    short = StipendDecision(lines=whole.lines[:2], clause=CLAUSE, reason="只发两个月。")
    host = PluginHost.of({"region_bad": region_with("region_bad", stipend_for=lambda facts: short)})

    with pytest.raises(PluginFailed, match="没有按顺序逐月列出该季度的三个月"):
        host.call("region_bad", hookspecs.stipend_for, STIPEND_FACTS, host.parse_parameters("region_bad", {}))


def test_a_hook_that_the_plugin_lacks_gives_no_decision() -> None:
    host = PluginHost.of({"region_small": region_with("region_small"), "region_full": SampleRegion("region_full")})

    answer = host.call("region_small", hookspecs.attendance_norm, NORM_FACTS, host.parse_parameters("region_small", {}))

    assert answer is None
    assert not host.provides("region_small", hookspecs.attendance_norm)
    assert host.provides("region_full", hookspecs.attendance_norm)


def test_a_plugin_that_is_not_installed_is_refused() -> None:
    host = PluginHost.of({"region_sample": SampleRegion()})
    parameters = host.parse_parameters("region_sample", {})

    with pytest.raises(UnknownPlugin, match="没有安装插件 region_gone") as refused:
        host.call("region_gone", hookspecs.attendance_norm, NORM_FACTS, parameters)
    with pytest.raises(UnknownPlugin):
        host.provides("region_gone", hookspecs.attendance_norm)

    assert refused.value.error_code == "PLUGIN_NOT_INSTALLED"


def test_parameters_of_another_plugin_never_reach_a_rule() -> None:
    region = SampleRegion()
    host = PluginHost.of({"region_sample": region})

    with pytest.raises(TypeError, match="region_sample"):
        host.call("region_sample", hookspecs.attendance_norm, NORM_FACTS, NoParameters())

    assert region.asked == []


def test_tracing_logs_each_call_with_its_decision() -> None:
    host = PluginHost.of({"region_sample": SampleRegion()}, trace=True)

    with capture_logs() as logs:
        host.call("region_sample", hookspecs.attendance_norm, NORM_FACTS, host.parse_parameters("region_sample", {}))

    assert [(log["event"], log["plugin"], log["hook"]) for log in logs] == [
        ("plugin.called", "region_sample", "attendance_norm")
    ]
    assert "min_days=12" in logs[0]["decision"]
    assert repr(MAY) in logs[0]["facts"]


def test_without_tracing_a_call_is_silent() -> None:
    host = PluginHost.of({"region_sample": SampleRegion()})

    with capture_logs() as logs:
        host.call("region_sample", hookspecs.attendance_norm, NORM_FACTS, host.parse_parameters("region_sample", {}))

    assert logs == []
