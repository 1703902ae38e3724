"""How long things are kept: changed by two persons, kept to every night, never below the floor."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from tests.core.approvals.trial import TRIAL, trial
from tests.factories.world import World
from xuanpai_core.approvals.matters import Matter
from xuanpai_core.approvals.models import ApprovalRequest, ApprovalState
from xuanpai_core.approvals.service import decide, propose
from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.clock import SHANGHAI, FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Forbidden
from xuanpai_core.idempotency.models import IdempotencyKey
from xuanpai_core.identity.models import Session
from xuanpai_core.jobs.tasks import registered
from xuanpai_core.retention.errors import RetentionTooLong, RetentionTooShort, RetentionUnchanged
from xuanpai_core.retention.matters import CHANGE_RETENTION, propose_retention_change
from xuanpai_core.retention.models import RetentionRule, RetentionSubject
from xuanpai_core.retention.service import periods, purge
from xuanpai_core.retention.tasks import purge_nightly
from xuanpai_core.retention.terms import TERMS

MATTERS: Mapping[str, Matter] = {"CHANGE_RETENTION": CHANGE_RETENTION}
AUDIT, KEYS, SESSIONS = RetentionSubject.AUDIT, RetentionSubject.IDEMPOTENCY_KEYS, RetentionSubject.SESSIONS
DEVICES, LOGS, PHOTOS = RetentionSubject.DEVICE_USE, RetentionSubject.LOG_PRINTS, RetentionSubject.PHOTO_PRINTS
POSITIONS = RetentionSubject.POSITIONS
USUAL = {AUDIT: 36, KEYS: 3, SESSIONS: 6, POSITIONS: 12, DEVICES: 12, PHOTOS: 36, LOGS: 36}
NOTHING = dict.fromkeys((KEYS, SESSIONS, POSITIONS, DEVICES, PHOTOS, LOGS), 0)


async def _propose(world: World, subject: RetentionSubject, months: int, person: str = "security") -> UUID:
    async with world.database.work(world.ctx(person)) as work:
        return await propose_retention_change(work, subject, months, "按档案管理规定", str(new_id()))


async def _change(world: World, subject: RetentionSubject, months: int) -> None:
    request_id = await _propose(world, subject, months)
    async with world.database.work(world.ctx("admin")) as work:
        await decide(work, request_id, MATTERS, approve=True, note=None, key=str(new_id()))


async def _months(world: World) -> dict[RetentionSubject, int]:
    async with world.database.read(world.ctx("security")) as work:
        return {period.subject: period.months for period in await periods(work)}


async def _add_key(world: World, key: str, at: datetime) -> None:
    async with world.database.work(world.ctx("security")) as work:
        work.session.add(
            IdempotencyKey(
                tenant_id=world.tenant_id,
                account_id=world.people["clerk"].account_id,
                operation="sheet:total",
                key=key,
                fingerprint=b"-",
                outcome={},
                created_at=at,
            )
        )


async def _add_session(world: World, name: str, expires_at: datetime, revoked_at: datetime | None = None) -> None:
    async with world.database.work(world.ctx("security")) as work:
        work.session.add(
            Session(
                tenant_id=world.tenant_id,
                token_digest=name.encode(),
                account_id=world.people["clerk"].account_id,
                created_at=expires_at - timedelta(hours=12),
                last_seen_at=expires_at,
                expires_at=expires_at,
                revoked_at=revoked_at,
                address="-",
                user_agent="-",
            )
        )


async def _keys(world: World) -> set[str]:
    async with world.database.read(world.ctx("security")) as work:
        return set(
            await work.session.scalars(select(IdempotencyKey.key).where(IdempotencyKey.tenant_id == world.tenant_id))
        )


async def _sessions(world: World) -> set[bytes]:
    async with world.database.read(world.ctx("security")) as work:
        return set(await work.session.scalars(select(Session.token_digest).where(Session.tenant_id == world.tenant_id)))


async def test_until_something_is_changed_the_usual_periods_hold(world: World) -> None:
    assert await _months(world) == USUAL


async def test_a_period_changes_once_two_persons_agree(world: World) -> None:
    request_id = await _propose(world, SESSIONS, 12)
    before = await _months(world)
    async with world.database.work(world.ctx("admin")) as work:
        decided = await decide(work, request_id, MATTERS, approve=True, note=None, key=str(new_id()))

    async with world.database.read(world.ctx("security")) as work:
        rule = await work.session.get_one(RetentionRule, (world.tenant_id, SESSIONS))
        event = (
            await work.session.execute(
                select(AuditEvent.before, AuditEvent.after, AuditEvent.reason).where(
                    AuditEvent.tenant_id == world.tenant_id, AuditEvent.action == "retention:change"
                )
            )
        ).one()

    assert before[SESSIONS] == 6
    assert await _months(world) == USUAL | {SESSIONS: 12}
    assert isinstance(decided, ApprovalRequest)
    assert decided.summary == "把已结束的登录会话的保存期限由 6 个月改为 12 个月(每天夜间清除超期的记录)。"
    assert (rule.reason, rule.changed_by) == ("按档案管理规定", world.people["security"].account_id)
    assert tuple(event) == ({"months": 6}, {"months": 12}, "按档案管理规定")


@pytest.mark.parametrize(
    ("subject", "months", "refusal", "words"),
    [
        (AUDIT, 5, RetentionTooShort, "审计记录至少保存 6 个月(法律要求网络日志留存不少于六个月)"),
        (AUDIT, -36, RetentionTooShort, "审计记录至少保存 6 个月"),
        (KEYS, 0, RetentionTooShort, "防重复提交记录至少保存 1 个月"),
        (SESSIONS, 37, RetentionTooLong, "已结束的登录会话最多保存 36 个月"),
        (POSITIONS, 3, RetentionTooShort, "签到的经纬度至少保存 4 个月(补传三个月内的签到还要比对)"),
        (PHOTOS, 11, RetentionTooShort, "照片比对特征至少保存 12 个月(往年同期的照片和日志还要比对)"),
        (PHOTOS, 37, RetentionTooLong, "照片比对特征最多保存 36 个月"),
        (AUDIT, 36, RetentionUnchanged, "审计记录现在就是保存 36 个月"),
    ],
)
async def test_a_period_out_of_bounds_is_refused_in_plain_words(
    world: World, subject: RetentionSubject, months: int, refusal: type[Exception], words: str
) -> None:
    with pytest.raises(refusal, match=words.replace("(", r"\(").replace(")", r"\)")):
        await _propose(world, subject, months)

    assert await _months(world) == USUAL


async def test_whoever_agrees_reads_what_happens_to_what_is_older(world: World) -> None:
    await _propose(world, POSITIONS, 6)

    async with world.database.read(world.ctx("admin")) as work:
        (said,) = await work.session.scalars(
            select(ApprovalRequest.summary).where(ApprovalRequest.tenant_id == world.tenant_id)
        )
    assert said == (
        "把签到的经纬度的保存期限由 12 个月改为 6 个月"
        "(县级已查验且没有待核线索的月份,每天夜间清除超期的经纬度;日期、离村距离和结论保留)。"
    )


async def test_the_floor_itself_is_lawful(world: World) -> None:
    for subject, term in TERMS.items():
        await _change(world, subject, term.floor)

    assert await _months(world) == {subject: term.floor for subject, term in TERMS.items()}


async def test_only_the_security_administrator_proposes(world: World) -> None:
    for person in ("admin", "province", "auditor"):
        with pytest.raises(Forbidden):
            await _propose(world, SESSIONS, 12, person)


async def test_old_keys_go_and_young_ones_stay(world: World) -> None:
    # The clock stands at 24 October; three months back is the start of 24 July in Shanghai.
    border = datetime(2025, 7, 24, tzinfo=SHANGHAI)
    await _add_key(world, "too-old", border - timedelta(seconds=1))
    await _add_key(world, "just-young", border)

    removed = await purge(world.database, world.tenant_id)

    assert removed[KEYS] == 1
    assert await _keys(world) == {"just-young"}


async def test_sessions_go_after_they_have_ended_however_they_ended(world: World, clock: FixedClock) -> None:
    long_ago, lately = datetime(2025, 4, 1, tzinfo=SHANGHAI), datetime(2025, 5, 1, tzinfo=SHANGHAI)
    await _add_session(world, "expired long ago", long_ago)
    await _add_session(world, "revoked long ago", lately, long_ago)
    await _add_session(world, "ended lately", lately)
    await _add_session(world, "alive", clock.now() + timedelta(hours=1))

    removed = await purge(world.database, world.tenant_id)

    assert removed[SESSIONS] == 2
    assert await _sessions(world) == {b"ended lately", b"alive"}


async def test_a_changed_period_is_kept_to(world: World) -> None:
    await _add_session(world, "ended in spring", datetime(2025, 3, 1, tzinfo=SHANGHAI))
    await _change(world, SESSIONS, 12)

    removed = await purge(world.database, world.tenant_id)

    assert removed[SESSIONS] == 0
    assert await _sessions(world) == {b"ended in spring"}


async def test_a_second_run_finds_nothing_more(world: World) -> None:
    await _add_key(world, "too-old", datetime(2025, 1, 1, tzinfo=SHANGHAI))

    runs = [await purge(world.database, world.tenant_id) for _ in range(2)]

    assert runs == [NOTHING | {KEYS: 1}, NOTHING]


async def test_a_large_backlog_goes_batch_by_batch(world: World) -> None:
    for number in range(5):
        await _add_key(world, f"too-old-{number}", datetime(2025, 1, 1, tzinfo=SHANGHAI))

    removed = await purge(world.database, world.tenant_id, batch=2)

    assert removed[KEYS] == 5
    assert await _keys(world) == set()


async def test_no_purge_touches_another_tenant_or_the_audit_trail(world: World, other_world: World) -> None:
    await _add_key(other_world, "too-old", datetime(2025, 1, 1, tzinfo=SHANGHAI))
    await _add_key(world, "too-old", datetime(2025, 1, 1, tzinfo=SHANGHAI))
    await _change(world, AUDIT, 6)
    counting = select(func.count()).where(AuditEvent.tenant_id == world.tenant_id)
    async with world.database.read(world.ctx("security")) as work:
        before = await work.session.scalar(counting)

    await purge(world.database, world.tenant_id)

    async with world.database.read(world.ctx("security")) as work:
        after = await work.session.scalar(counting)
    assert await _keys(other_world) == {"too-old"}
    assert before is not None
    # What was removed has been written down, and nothing was taken away.
    assert after == before + 1


async def test_the_same_night_expires_what_nobody_decided(world: World, clock: FixedClock) -> None:
    async with world.database.work(world.ctx("county")) as work:
        request_id = await propose(work, TRIAL, trial(), "工作需要", str(new_id()))
    clock.advance(days=7)

    await purge_nightly(world.database, world.tenant_id)

    async with world.database.read(world.ctx("security")) as work:
        request = await work.session.get_one(ApprovalRequest, (world.tenant_id, request_id))
    assert request.state is ApprovalState.EXPIRED


def test_it_runs_every_night() -> None:
    assert [(task.name, task.cron, task.every_tenant) for task in registered() if task.run is purge_nightly] == [
        ("retention.purge", "20 18 * * *", True)
    ]
