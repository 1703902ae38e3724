"""A plugin that raises or answers nonsense fails its own request, by name, and nothing else."""

import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from tests.plugins.facts import ENTRY_DRAFT, MAY, NORM_FACTS, REVENUE_FACTS, STIPEND_FACTS
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


@pytest.mark.parametrize(
    ("answer", "reason"), [("20天", "给出了 str 而不是 Rulebook"), ((), "给出了 tuple 而不是 Rulebook")]
)
def test_a_rulebook_that_is_none_is_refused_by_the_plugins_name(answer: object, reason: str) -> None:
    host = PluginHost.of({"region_bad": region_with("region_bad", rulebook=lambda parameters: answer)})

    with pytest.raises(PluginFailed) as refused:
        host.rulebook("region_bad", host.parse_parameters("region_bad", {}))

    assert (refused.value.plugin, refused.value.hook) == ("region_bad", "rulebook")
    assert reason in refused.value.message


@pytest.mark.parametrize("answer", ["不同意", ["不同意"], ("不同意",)])
def test_objections_that_are_none_are_refused_by_the_plugins_name(answer: object) -> None:
    host = PluginHost.of({"region_bad": region_with("region_bad", review=lambda facts, parameters: answer)})

    with pytest.raises(PluginFailed, match="给出的不是一组 Objection") as refused:
        host.review("region_bad", ENTRY_DRAFT, host.parse_parameters("region_bad", {}))

    assert (refused.value.plugin, refused.value.hook) == ("region_bad", "review")


def test_a_plugin_without_rulebook_and_review_lays_down_and_objects_to_nothing() -> None:
    host = PluginHost.of({"region_small": region_with("region_small")})
    parameters = host.parse_parameters("region_small", {})

    assert host.rulebook("region_small", parameters).rules() == ()
    assert host.review("region_small", ENTRY_DRAFT, parameters) == ()


def never_comes_back(facts: object, parameters: object) -> object:
    while True:
        # What it would catch does not let it go on.
        with suppress(Exception):
            time.sleep(0.01)


def test_a_plugin_that_hangs_is_interrupted_by_name_and_the_next_question_is_answered() -> None:
    region = region_with("region_broken", attendance_norm=never_comes_back)
    host = PluginHost.of({"region_broken": region, "region_here": SampleRegion("region_here")}, patience=0.2)
    parameters = host.parse_parameters("region_broken", {})

    with capture_logs() as logs, pytest.raises(PluginFailed) as failure:
        host.call("region_broken", hookspecs.attendance_norm, NORM_FACTS, parameters)

    assert failure.value.message.startswith("插件 region_broken 在计算 attendance_norm 时超过 0.2 秒没有得出结果,")
    assert [(entry["event"], entry["plugin"]) for entry in logs] == [("plugin.hung", "region_broken")]
    assert (host.failures("region_broken"), host.failures("region_here")) == (1, 0)
    assert host.call("region_here", hookspecs.attendance_norm, NORM_FACTS, host.parse_parameters("region_here", {}))


def test_a_plugin_that_hangs_in_another_thread_is_interrupted_too() -> None:
    host = PluginHost.of(
        {"region_broken": region_with("region_broken", attendance_norm=never_comes_back)}, patience=0.2
    )
    parameters = host.parse_parameters("region_broken", {})

    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(host.call, "region_broken", hookspecs.attendance_norm, NORM_FACTS, parameters)
        with pytest.raises(PluginFailed, match="没有得出结果"):
            asked.result(timeout=10)


def test_whoever_had_set_the_process_s_timer_gets_it_back() -> None:
    host = PluginHost.of({"region_here": SampleRegion("region_here")}, patience=0.2)
    rung: list[int] = []
    before = signal.signal(signal.SIGALRM, lambda number, _: rung.append(number))
    left, interval = signal.setitimer(signal.ITIMER_REAL, 30)
    try:
        host.call("region_here", hookspecs.attendance_norm, NORM_FACTS, host.parse_parameters("region_here", {}))
        remaining, _ = signal.getitimer(signal.ITIMER_REAL)
        signal.raise_signal(signal.SIGALRM)
    finally:
        signal.setitimer(signal.ITIMER_REAL, left, interval)
        signal.signal(signal.SIGALRM, before)

    assert 25 < remaining <= 30
    assert rung == [signal.SIGALRM]
