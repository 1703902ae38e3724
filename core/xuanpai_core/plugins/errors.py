"""What can go wrong with a plugin: it does not load, it is not there, it is misconfigured, it fails."""

from collections.abc import Sequence
from datetime import date

from xuanpai_core.errors import Conflict, FieldProblem, Invalid, NotFound, XuanpaiError
from xuanpai_core.plugins.wording import day_name


class PluginLoadError(XuanpaiError):
    """An installed plugin cannot be used: the start stops, naming the plugin and the reason."""

    code = "PLUGIN_LOAD_FAILED"

    def __init__(self, plugin: str, reason: str) -> None:
        super().__init__(f"插件 {plugin} 无法加载:{reason}。请修复或卸载该插件后重新启动。")
        self.plugin = plugin
        self.reason = reason


class PluginFailed(XuanpaiError):
    """A plugin raised or gave an impossible answer: this request fails, everything else works."""

    code = "PLUGIN_FAILED"

    def __init__(self, plugin: str, hook: str, reason: str) -> None:
        super().__init__(f"插件 {plugin} 在计算 {hook} 时{reason},本次操作没有执行。请把此提示转给系统管理员。")
        self.plugin = plugin
        self.hook = hook


class UnknownPlugin(NotFound):
    """No plugin of this code is installed."""

    code = "PLUGIN_NOT_INSTALLED"

    def __init__(self, plugin: str) -> None:
        super().__init__(f"没有安装插件 {plugin}。请核对名称,或请系统管理员安装后再试。")
        self.plugin = plugin


class InvalidPluginParameters(Invalid):
    """The values set in a plugin break its types or bounds; ``fields`` says which."""

    code = "INVALID_PLUGIN_PARAMETERS"

    def __init__(self, plugin_name: str, problems: Sequence[FieldProblem]) -> None:
        details = " ".join(problem.message for problem in problems)
        super().__init__(f"“{plugin_name}”的参数有误:{details}", fields=problems)


class NoRuleInForce(Conflict):
    """No active plugin rules on this matter at this place on this day."""

    code = "NO_RULE_IN_FORCE"

    def __init__(self, place: str, on: date, matter: str) -> None:
        super().__init__(
            f"{place}在{day_name(on)}没有生效的{matter}规定,无法计算。请租户系统管理员先为本地启用相应的地区插件。"
        )


class RegionNotYet(Invalid):
    """Rules cannot be in force at a place before there is one."""

    code = "REGION_NOT_YET"

    def __init__(self, place: str, first: date) -> None:
        super().__init__(f"{place}自{day_name(first)}起才设立,规定不能早于这一天起效,请改填日期。")


class RegionAbolished(Invalid):
    """Rules cannot come into force at a place that is no more."""

    code = "REGION_ABOLISHED"

    def __init__(self, place: str, until: date) -> None:
        super().__init__(f"{place}自{day_name(until)}起已撤销,规定不能从这一天或以后起效,请改选现在的区划。")


class ActivationNotFound(NotFound):
    """No such activation, or none that the caller may know of: the two look the same."""

    code = "ACTIVATION_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这条插件启用记录,或不在您的管辖范围内。")
