"""The command ``xuanpai``: everything that an operator does from a shell."""

import sys

import typer

from xuanpai_core.errors import XuanpaiError
from xuanpai_core.logs import configure_logs
from xuanpai_graphql.cli import audit, calendars, evidence, keys, oidc, plugins, regions, schema, serve, stack, tenants

app = typer.Typer(
    help="Xuanpai 选派:选派干部管理系统",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
serve.register(app)
stack.register(app)
schema.register(app)
app.add_typer(tenants.app, name="tenant", help="租户:开通、停用、导出、导入")
app.add_typer(audit.app, name="audit", help="审计链:核对与锚定")
app.add_typer(evidence.app, name="evidence", help="佐证文件:核对与清理")
app.add_typer(calendars.app, name="calendar", help="放假安排:导入、查看")
app.add_typer(keys.app, name="keys", help="个人信息的加密密钥")
app.add_typer(oidc.app, name="oidc", help="统一身份认证(OpenID Connect)")
app.add_typer(plugins.app, name="plugin", help="地区插件:列出、新建、核对")
app.add_typer(regions.app, name="regions", help="行政区划")


def main() -> None:
    """Run the command; an expected refusal ends it with its message and exit code 1."""
    configure_logs()
    try:
        app()
    except XuanpaiError as refusal:
        sys.stderr.write(f"错误:{refusal.message}\n")
        for problem in refusal.fields:
            sys.stderr.write(f"  {problem.path}:{problem.message}\n")
        sys.exit(1)
