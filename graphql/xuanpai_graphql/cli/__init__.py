"""The command ``xuanpai``: everything that an operator does from a shell.

A command brings only its own module, so that none pays with time and memory for what the others need.
"""

import sys
from importlib import import_module
from typing import Final

import typer

from xuanpai_core.errors import XuanpaiError
from xuanpai_core.logs import configure_logs

_COMMANDS: Final = {
    "web": "serve",
    "worker": "serve",
    "migrate": "serve",
    "up": "stack",
    "demo": "stack",
    "schema": "schema",
}
"""Which module registers the command."""
_GROUPS: Final = {
    "tenant": ("tenants", "租户:开通、停用、导出、导入"),
    "audit": ("audit", "审计链:核对与锚定"),
    "evidence": ("evidence", "佐证文件:核对与清理"),
    "calendar": ("calendars", "放假安排:导入、查看"),
    "keys": ("keys", "个人信息的加密密钥"),
    "oidc": ("oidc", "统一身份认证(OpenID Connect)"),
    "plugin": ("plugins", "地区插件:列出、新建、核对"),
    "regions": ("regions", "行政区划"),
}
"""Which module holds the group, and what the group is for."""


def command_line(wanted: str | None = None) -> typer.Typer:
    """The command ``wanted`` or its group alone; all of them where it names none."""
    app = typer.Typer(
        help="Xuanpai 选派:选派干部管理系统",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    # Else a command that stands alone would be the whole command line, without its name.
    app.callback()(lambda: None)
    known = wanted in _COMMANDS or wanted in _GROUPS
    for module in dict.fromkeys(module for name, module in _COMMANDS.items() if not known or name == wanted):
        import_module(f"{__name__}.{module}").register(app)
    for name, (module, purpose) in _GROUPS.items():
        if not known or name == wanted:
            app.add_typer(import_module(f"{__name__}.{module}").app, name=name, help=purpose)
    return app


def main() -> None:
    """Run the command; an expected refusal ends it with its message and exit code 1."""
    configure_logs()
    try:
        command_line(sys.argv[1] if len(sys.argv) > 1 else None)()
    except XuanpaiError as refusal:
        sys.stderr.write(f"错误:{refusal.message}\n")
        for problem in refusal.fields:
            sys.stderr.write(f"  {problem.path}:{problem.message}\n")
        sys.exit(1)
