"""Making a new region's plugin from the template: a whole, working distribution with its tests."""

import re
import shutil
from pathlib import Path

from xuanpai_core.errors import Conflict, Invalid

_PLACE = re.compile(r"[a-z][a-z0-9_]{1,40}")
_HERE = Path(__file__).parent
# In a wheel the template lies beside this file; in a checkout it is where plugins are.
_TEMPLATES = (_HERE / "_template", _HERE.parents[2] / "plugins" / "_template")
_MARKS = (".template", ".txt")


def new_plugin(place: str, name: str, into: Path) -> Path:
    """Write the plugin ``region_<place>`` for the place called ``name`` into a folder of ``into``; returns the folder.

    Raises ``Invalid`` (``INVALID_PLACE``) and ``Conflict`` (``PLUGIN_FOLDER_EXISTS``); then nothing is written.
    """
    if not _PLACE.fullmatch(place):
        raise Invalid(f"“{place}”不能作插件名,请用小写拼音,例如 dongxing。", code="INVALID_PLACE")
    if not re.fullmatch(r"[\u4e00-\u9fff]{2,20}", name):
        raise Invalid(f"“{name}”不是地名,请用中文全称,例如 东兴县。", code="INVALID_PLACE")
    folder = into / f"region_{place}"
    if folder.exists():
        raise Conflict(f"{folder} 已经存在,没有改动。请换一个名称,或先移走原来的。", code="PLUGIN_FOLDER_EXISTS")
    template = next(path for path in _TEMPLATES if path.is_dir())
    for source in sorted(path for path in template.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        relative = source.relative_to(template)
        if relative == Path("README.md"):
            continue
        target = folder / _renamed(relative, place)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_filled(source.read_text(encoding="utf-8"), place, name), encoding="utf-8")
        shutil.copymode(source, target)
    return folder


def _renamed(relative: Path, place: str) -> Path:
    """The file's name in the new plugin: without the mark that keeps the template from being taken for one."""
    name = str(relative).replace("region_template", f"region_{place}")
    return Path(next((name.removesuffix(mark) for mark in _MARKS if name.endswith(mark)), name))


def _filled(text: str, place: str, name: str) -> str:
    dashed = place.replace("_", "-")
    return (
        text.replace("region_template", f"region_{place}")
        .replace("region-template", f"region-{dashed}")
        .replace("某县", name)
    )
