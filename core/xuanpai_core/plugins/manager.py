"""Loading what is installed, strictly, and asking one plugin one question, contained."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from types import NoneType
from typing import Any, Self, TypeVar, cast, get_args, get_type_hints

import pluggy
from pydantic.json_schema import JsonSchemaValue

from xuanpai_core.libraries import structlog
from xuanpai_core.plugins import hookspecs
from xuanpai_core.plugins.decisions import Decision
from xuanpai_core.plugins.errors import PluginFailed, PluginLoadError, UnknownPlugin
from xuanpai_core.plugins.metadata import API_VERSION, ParameterModel, PluginMetadata
from xuanpai_core.plugins.patience import PluginHung, within
from xuanpai_core.plugins.reviews import Draft, Objection
from xuanpai_core.plugins.rulebook import Rulebook

GROUP = "xuanpai.plugins"
PATIENCE_SECONDS = 2.0

# Decision is generic in the facts it answers; the host takes decisions about any.
DecisionT = TypeVar("DecisionT", bound=Decision[Any])
FactsT = TypeVar("FactsT")
Hook = Callable[[FactsT, ParameterModel], DecisionT | None]
"""A function of ``hookspecs``: it names the hook and types its facts and its decision."""

# Hooks whose answers stand beside those of other places, matter by matter; the others are one matter each.
_SHARED_HOOKS = frozenset({"review", "rulebook"})

_log = structlog.get_logger(__name__)


def load_plugins(group: str = GROUP, *, trace: bool = False, patience: float = PATIENCE_SECONDS) -> "PluginHost":
    """Load every installed plugin of the entry-point ``group``.

    Raises ``PluginLoadError`` with the plugin's name and the reason at the first one that cannot be used: a
    plugin is never silently absent. ``trace`` logs each hook call (``XUANPAI_TRACE_PLUGINS=1``).
    """
    found = sorted(entry_points(group=group), key=lambda point: (point.name, point.value))
    return PluginHost(((point.name, _import(point)) for point in found), trace=trace, patience=patience)


def _import(point: EntryPoint) -> object:
    try:
        return point.load()
    except (Exception, SystemExit) as error:
        reason = f"导入 {point.value} 时出错({type(error).__name__}:{error})"
        raise PluginLoadError(point.name, reason) from error


class PluginHost:
    """The installed plugins by code. Installed is not active: whoever asks says which plugin is to answer."""

    def __init__(
        self,
        plugins: Iterable[tuple[str, object]],
        *,
        trace: bool = False,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._trace = trace
        self._patience = patience
        self._failures: Counter[str] = Counter()
        self._metadata: dict[str, PluginMetadata] = {}
        self._pluggy = pluggy.PluginManager(hookspecs.PROJECT)
        self._pluggy.add_hookspecs(hookspecs)
        self._hooks = frozenset(vars(self._pluggy.hook))
        self._callers: dict[tuple[str, str], pluggy.HookCaller] = {}
        for code, plugin in plugins:
            self._register(code, plugin)

    @classmethod
    def of(cls, plugins: Mapping[str, object], *, trace: bool = False, patience: float = PATIENCE_SECONDS) -> Self:
        """A host of these plugin objects, for tests."""
        return cls(plugins.items(), trace=trace, patience=patience)

    def installed(self) -> tuple[PluginMetadata, ...]:
        """The cards of all plugins, by code."""
        return tuple(self._metadata[code] for code in sorted(self._metadata))

    def metadata(self, code: str) -> PluginMetadata:
        """The plugin's card; raises ``UnknownPlugin``."""
        try:
            return self._metadata[code]
        except KeyError:
            raise UnknownPlugin(code) from None

    def parse_parameters(self, code: str, raw: Mapping[str, object]) -> ParameterModel:
        """Read JSON-like values into the plugin's parameters; raises ``InvalidPluginParameters``."""
        return self.metadata(code).parse_parameters(raw)

    def read_parameters(self, code: str, stored: Mapping[str, object]) -> ParameterModel:
        """Read stored parameters, leaving aside what the plugin has retired; raises ``InvalidPluginParameters``."""
        return self.metadata(code).read_parameters(stored)

    def parameter_schema(self, code: str) -> JsonSchemaValue:
        """The plugin's parameters as JSON Schema, for forms."""
        return self.metadata(code).parameter_schema()

    def provides(self, code: str, hook: Hook[FactsT, DecisionT]) -> bool:
        """Whether the plugin rules on the matter; raises ``UnknownPlugin``."""
        self.metadata(code)
        return self._implements(code, hook.__name__)

    def call(
        self, code: str, hook: Hook[FactsT, DecisionT], facts: FactsT, parameters: ParameterModel
    ) -> DecisionT | None:
        """Ask this plugin alone; None when it has no such hook or leaves the matter open.

        Raises ``PluginFailed`` (code ``PLUGIN_FAILED``) when the plugin raises, or answers with another type or
        with something that contradicts the facts.
        """
        return _checked(code, hook, facts, self._ask(code, hook.__name__, parameters, facts=facts))

    def rulebook(self, code: str, parameters: ParameterModel) -> Rulebook:
        """The plugin's rulebook under these parameters; empty when it has none. Raises ``PluginFailed``."""
        answer = self._ask(code, "rulebook", parameters)
        if answer is None:
            return Rulebook()
        if not isinstance(answer, Rulebook):
            raise PluginFailed(code, "rulebook", f"给出了 {type(answer).__name__} 而不是 Rulebook")
        return answer

    def review(self, code: str, draft: Draft, parameters: ParameterModel) -> tuple[Objection, ...]:
        """What the plugin objects to in a draft; nothing when it has no such hook. Raises ``PluginFailed``."""
        answer = self._ask(code, "review", parameters, facts=draft)
        if answer is None:
            return ()
        if not isinstance(answer, tuple) or not all(isinstance(objection, Objection) for objection in answer):
            raise PluginFailed(code, "review", "给出的不是一组 Objection")
        return answer

    def decides(self, code: str) -> tuple[str, ...]:
        """The decision hooks that the plugin implements, by name: each is a matter that it rules on."""
        self.metadata(code)
        return tuple(name for name in sorted(self._hooks - _SHARED_HOOKS) if self._implements(code, name))

    def failures(self, code: str) -> int:
        """How often the plugin raised or hung since this process started: operators are told."""
        return self._failures[code]

    def _ask(self, code: str, name: str, parameters: ParameterModel, **facts: object) -> object:
        if not isinstance(parameters, self.metadata(code).parameters):
            raise TypeError(f"parameters of {code} must come from parse_parameters")
        try:
            with within(self._patience):
                answer: object = self._caller(code, name)(parameters=parameters, **facts)
        except PluginHung as error:
            self._failures[code] += 1
            _log.error("plugin.hung", plugin=code, hook=name, seconds=self._patience, exc_info=error)
            raise PluginFailed(code, name, f"超过 {self._patience:g} 秒没有得出结果") from error
        except (Exception, SystemExit) as error:
            # Containment is the answer here: whatever a plugin raises, this request alone fails.
            self._failures[code] += 1
            _log.error("plugin.raised", plugin=code, hook=name, exc_info=error)
            raise PluginFailed(code, name, f"出错({type(error).__name__})") from error
        if self._trace:
            _log.info("plugin.called", plugin=code, hook=name, facts=repr(facts), decision=repr(answer))
        return answer

    def _register(self, code: str, plugin: object) -> None:
        metadata = getattr(plugin, "metadata", None)
        if not isinstance(plugin, Hashable):
            raise PluginLoadError(code, "入口须指向模块")
        if not isinstance(metadata, PluginMetadata):
            raise PluginLoadError(code, "没有名为 metadata 的 PluginMetadata")
        if metadata.code != code:
            raise PluginLoadError(code, f"入口名称与元数据的 code({metadata.code})不一致")
        if code in self._metadata:
            raise PluginLoadError(code, "有两个插件使用同一个 code")
        if not metadata.accepts_api():
            raise PluginLoadError(code, f"它要求插件接口 {metadata.requires_api},本系统提供 {API_VERSION},两者不兼容")
        try:
            self._pluggy.register(plugin, name=code)
            self._pluggy.check_pending()
        except pluggy.PluginValidationError as error:
            raise PluginLoadError(code, self._misfit(error)) from error
        for name in sorted(self._hooks):
            if hasattr(plugin, name) and not self._implements(code, name):
                raise PluginLoadError(code, f"函数 {name} 没有标注 @hookimpl")
        self._metadata[code] = metadata

    def _caller(self, code: str, name: str) -> pluggy.HookCaller:
        """What asks this plugin alone; made once, because plugins are registered once and asked often."""
        if (code, name) not in self._callers:
            others = [plugin for other, plugin in self._pluggy.list_name_plugin() if other != code]
            self._callers[code, name] = self._pluggy.subset_hook_caller(name, others)
        return self._callers[code, name]

    def _implements(self, code: str, name: str) -> bool:
        caller: pluggy.HookCaller = getattr(self._pluggy.hook, name)
        return any(impl.plugin_name == code for impl in caller.get_hookimpls())

    def _misfit(self, error: pluggy.PluginValidationError) -> str:
        unknown = sorted(set(vars(self._pluggy.hook)) - self._hooks)
        if unknown:
            return f"系统没有名为 {'、'.join(unknown)} 的钩子(现有:{'、'.join(sorted(self._hooks))})"
        return f"钩子的参数与规格不符({' '.join(str(error).split())})"


@cache
def _decision_type(hook: Callable[..., object]) -> type[object]:
    answers = [kind for kind in get_args(get_type_hints(hook)["return"]) if kind is not NoneType]
    decision: type[object] = answers[0]
    return decision


def _checked(code: str, hook: Hook[FactsT, DecisionT], facts: FactsT, answer: object) -> DecisionT | None:
    if answer is None:
        return None
    name, wanted = hook.__name__, _decision_type(hook)
    if not isinstance(answer, wanted):
        reason = f"给出了 {type(answer).__name__} 而不是 {wanted.__name__}"
    else:
        # The hook's own annotation is where DecisionT comes from, so the check above is the proof.
        decision = cast("DecisionT", answer)
        contradiction = decision.contradiction(facts)
        if contradiction is None:
            return decision
        reason = f"给出了矛盾的结果({contradiction})"
    _log.error("plugin.answer_refused", plugin=code, hook=name, reason=reason)
    raise PluginFailed(code, name, reason)
