"""Writes a plan into its tenant, many rows a statement: everything that nobody has to decide."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from xuanpai_core.attendance.models import AttendanceDay, CheckIn
from xuanpai_core.attendance.months import recount
from xuanpai_core.audit.service import record
from xuanpai_core.cadres.service import NewCadre, add_cadres
from xuanpai_core.db.partitions import make_partitions
from xuanpai_core.db.session import Work
from xuanpai_core.evidence.models import Evidence, EvidenceKind, EvidenceLink, EvidenceState
from xuanpai_core.evidence.photos import JPEG
from xuanpai_core.identity.models import Account, AccountState, Appointment
from xuanpai_core.insurance.models import InsurancePolicy
from xuanpai_core.postings.models import Posting
from xuanpai_core.quotas.service import QuotaKind, require_room
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.units.models import OrgUnit
from xuanpai_core.worklogs.models import WorkLog
from xuanpai_core.worklogs.service import RECORD_TYPE, log_key
from xuanpai_tenants.demo.accounts import set_password
from xuanpai_tenants.demo.bulk import insert_many
from xuanpai_tenants.demo.photos import HEIGHT, WIDTH, StoredPhoto
from xuanpai_tenants.demo.plan import PlannedLogin, PlannedPhoto, ProvincePlan
from xuanpai_tenants.provisioning import ADMINISTRATORS, MONTHS_AHEAD, months_later

_INSURER = "中国人民财产保险股份有限公司"

Row = dict[str, Any]


async def write_records(work: Work, plan: ProvincePlan, photos: list[StoredPhoto], password_hash: str) -> None:
    """Write the plan into the tenant, which has its regions; asks nobody's permission."""
    months = plan.months
    await make_partitions(work.driver, months[0].start, months_later(months[-1].start, MONTHS_AHEAD))
    await insert_many(work, OrgUnit, _units(plan))
    await add_cadres(work, list(_cadres(plan)))
    await insert_many(work, Posting, _postings(plan))
    await _write_accounts(work, plan, password_hash)
    await insert_many(work, InsurancePolicy, _policies(plan))
    await _write_photos(work, plan, photos)
    await insert_many(work, CheckIn, _check_ins(plan))
    await insert_many(work, AttendanceDay, _days(plan))
    await insert_many(work, WorkLog, _logs(plan))
    for month in months:
        await recount(work, month)
    record(work, "demo:seed", "tenant", work.tenant_id, as_of=plan.as_of.isoformat(), cadres=len(plan.cadres))


def _units(plan: ProvincePlan) -> Iterable[Row]:
    for unit in plan.units:
        level = int(RegionCode.stored(unit.region_code).level)
        yield {"id": unit.id, "name": unit.name, "kind": unit.kind, "region_code": unit.region_code, "level": level}


def _cadres(plan: ProvincePlan) -> Iterable[NewCadre]:
    for cadre in plan.cadres:
        person = cadre.person
        yield NewCadre(
            cadre_id=cadre.id,
            name=person.name,
            gender=person.gender,
            birth_date=person.birth_date,
            id_number=person.id_number,
            phone=person.phone,
            staffing_type=cadre.staffing_type,
            party_status=cadre.party_status,
            home_unit_id=cadre.unit.id,
        )


def _postings(plan: ProvincePlan) -> Iterable[Row]:
    for posting in plan.postings:
        yield {
            "id": posting.id,
            "cadre_id": posting.cadre.id,
            "role": posting.role,
            "dispatch_level": posting.dispatch_level,
            "sending_unit_id": posting.cadre.unit.id,
            "region_code": posting.region_code,
            "start_date": posting.start_date,
            "planned_end": posting.planned_end,
            "end_date": posting.end_date,
        }


async def _write_accounts(work: Work, plan: ProvincePlan, password_hash: str) -> None:
    """Every account with its role; the three administrators' are there, and take the demo's password."""
    logins = [login for login in plan.logins if login.username not in ADMINISTRATORS]
    await insert_many(work, Account, (_account(login, password_hash) for login in logins))
    await insert_many(work, Appointment, map(_appointment, logins))
    for username in ADMINISTRATORS:
        await set_password(work, username, password_hash)


def _account(login: PlannedLogin, password_hash: str) -> Row:
    return {
        "id": login.id,
        "username": login.username,
        "display_name": login.name,
        "password_hash": password_hash,
        "must_change_password": False,
        "state": AccountState.ACTIVE,
        "cadre_id": login.cadre and login.cadre.id,
    }


def _appointment(login: PlannedLogin) -> Row:
    return {
        "id": login.id,
        "account_id": login.id,
        "role": login.role,
        "region_code": login.region_code,
        "unit_id": login.unit and login.unit.id,
        "valid_from": login.since,
        "valid_to": None,
    }


def _policies(plan: ProvincePlan) -> Iterable[Row]:
    recorder = next(login for login in plan.logins if login.role == "city_organiser")
    for policy in plan.policies:
        yield {
            "id": policy.id,
            "cadre_id": policy.cadre.id,
            "insurer": _INSURER,
            "policy_number": policy.number,
            "sum_insured_fen": policy.sum_insured_fen,
            "starts_on": policy.starts_on,
            "ends_on": policy.ends_on,
            "recorded_by": recorder.id,
        }


async def _write_photos(work: Work, plan: ProvincePlan, photos: list[StoredPhoto]) -> None:
    """The files, and that each proves the day's log and check-in."""
    uploaders = {login.cadre.id: login.id for login in plan.logins if login.cadre is not None}
    if photos:
        await require_room(work, QuotaKind.EVIDENCE_BYTES, sum(photo.size for photo in photos))
    rows = (_evidence(stored, uploaders[stored.planned.posting.cadre.id]) for stored in photos)
    await insert_many(work, Evidence, rows)
    await insert_many(work, EvidenceLink, (link for stored in photos for link in _links(stored.planned)))


def _evidence(stored: StoredPhoto, uploaded_by: UUID) -> Row:
    photo = stored.planned
    return {
        "id": photo.id,
        "kind": EvidenceKind.PHOTO,
        "state": EvidenceState.READY,
        "uploaded_by": uploaded_by,
        "file_name": f"入户走访-{photo.taken_at:%Y%m%d}.jpg",
        "content_type": JPEG,
        "declared_size": stored.size,
        "object_key": stored.object_key,
        "version_id": stored.version_id,
        "size": stored.size,
        "sha256": stored.sha256,
        "width": WIDTH,
        "height": HEIGHT,
        "expires_at": photo.taken_at + timedelta(minutes=5),
        "completed_at": photo.taken_at + timedelta(seconds=20),
        "rejection": None,
    }


def _links(photo: PlannedPhoto) -> Iterable[Row]:
    posting_id, day = photo.posting.id, photo.taken_at.date()
    for record_type, record_key in ((RECORD_TYPE, log_key(posting_id, day)), ("check_in", str(photo.check_in_id))):
        yield {
            "record_type": record_type,
            "record_key": record_key,
            "evidence_id": photo.id,
            "posting_id": posting_id,
        }


def _check_ins(plan: ProvincePlan) -> Iterable[Row]:
    for day in plan.days:
        if day.checked_in_at is not None:
            yield {
                "posting_id": day.posting_id,
                "day": day.day,
                "id": day.check_in_id,
                "at": day.checked_in_at,
                "received_at": day.checked_in_at + timedelta(seconds=3),
                "photo_id": day.photo_id,
            }


def _days(plan: ProvincePlan) -> Iterable[Row]:
    for day in plan.days:
        yield {
            "posting_id": day.posting_id,
            "day": day.day,
            "status": day.status,
            "first_check_in_at": day.checked_in_at,
            "check_ins": int(day.checked_in_at is not None),
            "photo_id": day.photo_id,
        }


def _logs(plan: ProvincePlan) -> Iterable[Row]:
    for log in plan.logs:
        yield {
            "posting_id": log.posting_id,
            "day": log.day,
            "content": log.content,
            "place": log.place,
            "companions": log.companions,
            "households_visited": log.households_visited,
            "help_given": log.help_given,
            "problems_heard": log.problems_heard,
            "written_at": log.written_at,
            "updated_at": log.written_at,
        }
