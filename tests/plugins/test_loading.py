"""Loading from entry points: what is installed works, or the start stops and says why."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from xuanpai_core.plugins import hookspecs
from xuanpai_core.plugins.errors import PluginLoadError
from xuanpai_core.plugins.manager import PluginHost, load_plugins

GROUP = "xuanpai.plugins_under_test"

GOOD = """
    from xuanpai_core.plugins.api import *

    metadata = PluginMetadata(
        code="{code}",
        name="样例办法",
        version="0.1.0",
        requires_api="{api}",
        category=PluginCategory.REGION,
        description="只用于检验加载。",
        region_codes=(),
        parameters=NoParameters,
    )
    CLAUSE = Clause(document="《样例办法》", words="原文", reference="样例-01")


    @hookimpl
    def attendance_norm(facts, parameters):
        return AttendanceNorm(min_days=9, clause=CLAUSE, reason="每月到岗。")
"""

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Put a distribution with one entry point on the path, as an installer would."""
    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(sys.modules)

    def place(
        code: str, source: str = GOOD, *, module: str | None = None, entry: str | None = None, api: str = "1.0"
    ) -> None:
        module = module or f"under_test_{code}"
        body = dedent(source).replace("{code}", code).replace("{api}", api)
        (tmp_path / f"{module}.py").write_text(body, encoding="utf-8")
        info = tmp_path / f"{module}-0.1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 0.1.0\n")
        (info / "entry_points.txt").write_text(f"[{GROUP}]\n{entry or code} = {module}\n")

    yield place
    for name in set(sys.modules) - before:
        if name.startswith("under_test_"):
            del sys.modules[name]


def test_every_installed_plugin_is_loaded_with_its_card(install: Install) -> None:
    install("region_two")
    install("region_one")

    host = load_plugins(GROUP)

    assert [card.code for card in host.installed()] == ["region_one", "region_two"]
    assert host.metadata("region_one").name == "样例办法"
    assert host.provides("region_two", hookspecs.attendance_norm)
    assert not host.provides("region_two", hookspecs.stipend_for)


def test_no_plugin_at_all_is_a_host_without_rules() -> None:
    assert load_plugins("xuanpai.nobody_uses_this_group").installed() == ()


def test_a_plugin_that_cannot_be_imported_stops_the_start(install: Install) -> None:
    install("region_fine")
    install("region_torn", "import a_module_that_is_not_there\n")

    with pytest.raises(PluginLoadError) as refused:
        load_plugins(GROUP)

    assert refused.value.plugin == "region_torn"
    assert refused.value.error_code == "PLUGIN_LOAD_FAILED"
    assert refused.value.message == (
        "插件 region_torn 无法加载:导入 under_test_region_torn 时出错"
        "(ModuleNotFoundError:No module named 'a_module_that_is_not_there')。请修复或卸载该插件后重新启动。"
    )


BROKEN = {
    "no metadata": ("CODE = 1\n", "没有名为 metadata 的 PluginMetadata"),
    "a name that is not Chinese": (GOOD.replace("样例办法", "Sample", 1), "元数据 name 须用中文填写"),
    "a misspelt hook": (
        GOOD.replace("def attendance_norm", "def attendence_norm"),
        "系统没有名为 attendence_norm 的钩子",
    ),
    "an unknown argument": (GOOD.replace("(facts, parameters)", "(facts, database)"), "钩子的参数与规格不符"),
    "a forgotten mark": (GOOD.replace("@hookimpl", ""), "函数 attendance_norm 没有标注 @hookimpl"),
    "an entry that is no module": (GOOD + "    import sys\n    sys.modules[__name__] = []\n", "入口须指向模块"),
    "an exit at import": ("raise SystemExit(1)\n", "时出错(SystemExit:1)"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_plugin_with_a_fault_stops_the_start_with_the_reason(install: Install, fault: str) -> None:
    source, reason = BROKEN[fault]
    install("region_bad", source)

    with pytest.raises(PluginLoadError) as refused:
        load_plugins(GROUP)

    assert refused.value.plugin == "region_bad"
    assert reason in refused.value.reason


@pytest.mark.parametrize("api", ["2.0", "0.9", "1.4"])
def test_a_plugin_for_another_core_stops_the_start(install: Install, api: str) -> None:
    install("region_other", api=api)

    with pytest.raises(PluginLoadError, match=f"它要求插件接口 {api},本系统提供 1.3,两者不兼容"):
        load_plugins(GROUP)


def test_a_plugin_for_an_earlier_minor_of_the_same_major_is_loaded(install: Install) -> None:
    install("region_before", api="1.0")

    assert load_plugins(GROUP).metadata("region_before").requires_api == "1.0"


def test_two_distributions_with_one_code_stop_the_start(install: Install) -> None:
    install("region_twin")
    install("region_twin", module="under_test_second")

    with pytest.raises(PluginLoadError, match="插件 region_twin 无法加载:有两个插件使用同一个 code"):
        load_plugins(GROUP)


def test_an_entry_point_named_otherwise_than_its_card_stops_the_start(install: Install) -> None:
    install("region_real", entry="region_alias")

    with pytest.raises(PluginLoadError, match="插件 region_alias 无法加载:入口名称与元数据的 code"):
        load_plugins(GROUP)


def test_importing_the_plugin_system_loads_no_plugin() -> None:
    script = (
        "import sys, xuanpai_core.plugins.manager, xuanpai_core.plugins.api;"
        "print([name for name in sys.modules if name.startswith(('xuanpai_region', 'sqlalchemy'))])"
    )

    done = subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )

    assert done.stdout == "[]\n"


def test_the_real_jinzhou_plugin_is_installed_and_loads() -> None:
    host: PluginHost = load_plugins()

    assert "region_jinzhou" in [card.code for card in host.installed()]
    assert host.metadata("region_jinzhou").region_codes == ("2107",)
