"""What a tenant may hold at most; the limits stand in the platform's directory, the amounts are the tenant's own."""

from enum import StrEnum

from xuanpai_core.db.session import Work
from xuanpai_core.errors import Conflict


class QuotaKind(StrEnum):
    """What is limited; its limit stands in the directory under ``max_`` and this value."""

    ACCOUNTS = "accounts"
    CADRES = "cadres"
    EVIDENCE_BYTES = "evidence_bytes"


class QuotaExceeded(Conflict):
    """There is no room for what was to be added."""

    code = "QUOTA_EXCEEDED"


_LIMIT = "SELECT (quotas ->> ('max_' || $2::text))::bigint FROM tenant WHERE id = $1"

# Whoever adds waits for whoever is adding: two at once would each see room for one.
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('xuanpai.quotas:' || $1::text || $2::text, 0))"

_MEASURES = {
    QuotaKind.ACCOUNTS: "SELECT count(*) FROM account WHERE tenant_id = $1",
    QuotaKind.CADRES: "SELECT count(*) FROM cadre WHERE tenant_id = $1",
    QuotaKind.EVIDENCE_BYTES: """
        SELECT coalesce(sum(coalesce(size, declared_size)), 0)::bigint
          FROM evidence
         WHERE tenant_id = $1 AND state IN ('PENDING', 'READY')
    """,
}

_ADD = "UPDATE quota_usage SET amount = amount + $3 WHERE tenant_id = $1 AND kind = $2 RETURNING amount"

_SET = """
INSERT INTO quota_usage (tenant_id, kind, amount) VALUES ($1, $2, $3)
ON CONFLICT (tenant_id, kind) DO UPDATE SET amount = excluded.amount
"""


async def require_room(work: Work, kind: QuotaKind, adding: int = 1) -> None:
    """Raise ``QuotaExceeded`` unless ``adding`` more (accounts, cadres, bytes) fit; call it before adding them.

    Accounts and cadres are counted. Files are too many to add up for each upload: a running total takes in what is
    announced, and only when it would refuse are the files really added up, which also takes out what was given up.
    """
    await work.session.flush()
    limit: int | None = await work.driver.fetchval(_LIMIT, work.tenant_id, str(kind))
    tallied = kind is QuotaKind.EVIDENCE_BYTES
    if limit is None and not tallied:
        return
    await work.driver.execute(_LOCK, str(work.tenant_id), str(kind))
    total: int | None = None
    if tallied:
        total = await work.driver.fetchval(_ADD, work.tenant_id, str(kind), adding)
    if total is not None and (limit is None or total <= limit):
        return
    held = await measure(work, kind)
    if limit is not None and held + adding > limit:
        raise QuotaExceeded(_refusal(kind, limit, held, adding))
    if tallied:
        await work.driver.execute(_SET, work.tenant_id, str(kind), held + adding)


async def measure(work: Work, kind: QuotaKind) -> int:
    """How much the tenant holds, counted row by row."""
    amount: int = await work.driver.fetchval(_MEASURES[kind], work.tenant_id)
    return amount


def _refusal(kind: QuotaKind, limit: int, held: int, adding: int) -> str:
    advice = "请联系平台运营员调整额度。"
    if kind is QuotaKind.EVIDENCE_BYTES:
        return f"本租户的文件空间不足,还可存 {max(limit - held, 0) / 1024 / 1024:.1f} MB。{advice}"
    noun, unit = ("账号", "个") if kind is QuotaKind.ACCOUNTS else ("选派干部", "名")
    return f"本租户最多有 {limit} {unit}{noun},现有 {held} {unit},不能再增加 {adding} {unit}。{advice}"
