"""Puts a province together: units, people, postings, accounts; then their days, with some faults."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from xuanpai_core.cadres.models import Gender
from xuanpai_core.periods import Month
from xuanpai_core.units.models import OrgUnitKind
from xuanpai_core.vocabulary import DispatchLevel, PartyStatus, PostingRole, StaffingType
from xuanpai_tenants.demo.attendance import Customs, Diary
from xuanpai_tenants.demo.keys import demo_id
from xuanpai_tenants.demo.months import told_months
from xuanpai_tenants.demo.people import Issuer, People
from xuanpai_tenants.demo.places import read_places
from xuanpai_tenants.demo.plan import (
    Faults,
    PlannedCadre,
    PlannedLogin,
    PlannedPolicy,
    PlannedPosting,
    PlannedUnit,
    ProvincePlan,
    Rhythm,
    Term,
)

PHOTOS = 12
"""How many postings of a province have a photographed visit."""


@dataclass(frozen=True, slots=True)
class Late:
    """Three townships whose last month is not finished, by how far they are."""

    not_totalled: str
    not_signed: str
    not_sealed: str


class Builder:
    """Collects a province's people; ``build`` adds what they did."""

    def __init__(
        self, code: str, as_of: date, issuers: tuple[Issuer, ...], *, since: date, since_last_quarter: bool = False
    ) -> None:
        self.code = code
        self.as_of = as_of
        self.since = since
        self.months: tuple[Month, ...] = told_months(as_of, since_last_quarter=since_last_quarter)
        self.places = read_places(code)
        self.rng = Random(f"xuanpai/{code}")  # noqa: S311 -- the same demo each time
        self.people = People(code, self.rng, issuers)
        self.postings: list[PlannedPosting] = []
        self.policies: list[PlannedPolicy] = []
        self._units: dict[tuple[str, str], PlannedUnit] = {}
        self._cadres: list[PlannedCadre] = []
        self._logins: dict[str, PlannedLogin] = {}

    def key(self, *about: object) -> UUID:
        """The key of a row of this province."""
        return demo_id(self.since, self.code, *about)

    def unit(self, name: str, region_code: str, kind: OrgUnitKind = OrgUnitKind.SENDING_UNIT) -> PlannedUnit:
        """The unit of that name and place, made when it is new."""
        known = self._units.get((region_code, name))
        if known is None:
            known = PlannedUnit(self.key("unit", region_code, name), name, kind, region_code)
            self._units[region_code, name] = known
        return known

    def cadre(self, unit: PlannedUnit, ages: tuple[int, int] = (28, 51), *, member: float = 1.0) -> PlannedCadre:
        """Somebody new from ``unit``; a full member of the party with the chance of ``member``."""
        number = len(self._cadres) + 1
        cadre = PlannedCadre(
            id=self.key("cadre", number),
            number=number,
            person=self.people.person(self.since, ages),
            staffing_type=self.rng.choice((StaffingType.CIVIL_SERVICE, StaffingType.PUBLIC_INSTITUTION)),
            party_status=PartyStatus.FULL_MEMBER if self.rng.random() < member else PartyStatus.NOT_MEMBER,
            unit=unit,
        )
        self._cadres.append(cadre)
        username = f"c{self.code}{number:04d}"
        self._logins[username] = PlannedLogin(
            id=self.key("account", username),
            username=username,
            name=cadre.person.name,
            role="posted_cadre",
            since=self.since,
            cadre=cadre,
        )
        return cadre

    def post(
        self,
        cadre: PlannedCadre,
        role: PostingRole,
        level: DispatchLevel,
        region_code: str,
        term: Term,
        *,
        end_date: date | None = None,
        rhythm: Rhythm = Rhythm.RESIDENT,
    ) -> PlannedPosting:
        """Post ``cadre`` to a village or township."""
        posting = PlannedPosting(
            id=demo_id(term.start, self.code, "posting", cadre.number, region_code),
            cadre=cadre,
            role=role,
            dispatch_level=level,
            region_code=region_code,
            start_date=term.start,
            planned_end=term.planned_end,
            end_date=end_date,
            rhythm=rhythm,
        )
        self.postings.append(posting)
        if role is PostingRole.TEAM_MEMBER:
            username = self.username_of(posting)
            self._logins[username] = replace(self._logins[username], role="team_member")
        return posting

    def login(
        self, username: str, role: str, region_code: str | None = None, unit: PlannedUnit | None = None
    ) -> PlannedLogin:
        """An account for somebody in an office."""
        gender = Gender.MALE if self.rng.random() < 0.6 else Gender.FEMALE
        login = PlannedLogin(
            id=self.key("account", username),
            username=username,
            name=self.people.name(gender),
            role=role,
            since=self.since,
            region_code=region_code,
            unit=unit,
        )
        self._logins[username] = login
        return login

    def insure(
        self,
        posting: PlannedPosting,
        number: str,
        sum_insured_fen: int,
        first_day: date | None = None,
        last_day: date | None = None,
    ) -> None:
        """A policy for the posting's cadre, over the whole term unless told otherwise."""
        starts_on, ends_on = first_day or posting.start_date, last_day or posting.planned_end
        policy_id = self.key("policy", posting.cadre.number, number)
        self.policies.append(PlannedPolicy(policy_id, posting.cadre, number, sum_insured_fen, starts_on, ends_on))

    def show(self, *usernames: str) -> None:
        """Mark the accounts that a newcomer is told of."""
        for username in usernames:
            self._logins[username] = replace(self._logins[username], shown=True)

    def username_of(self, posting: PlannedPosting) -> str:
        """The account of the posting's cadre."""
        return f"c{self.code}{posting.cadre.number:04d}"

    def build(self, customs: Customs, late: Late) -> ProvincePlan:
        """The whole province, with its days, logs and photos."""
        faults = self._faults(late)
        diary = Diary(
            province_code=self.code,
            as_of=self.as_of,
            months=self.months,
            customs=customs,
            titles={posting.region_code: self.places.title(posting.region_code) for posting in self.postings},
            faults=faults,
            photographed=self._photographed(faults),
        )
        for posting in self.postings:
            diary.write(posting)
        return ProvincePlan(
            code=self.code,
            as_of=self.as_of,
            months=self.months,
            path_names=self.places.path_names,
            units=tuple(self._units.values()),
            cadres=tuple(self._cadres),
            postings=tuple(self.postings),
            logins=tuple(self._logins.values()),
            policies=tuple(self.policies),
            days=tuple(diary.days),
            logs=tuple(diary.logs),
            photos=tuple(diary.photos),
            faults=faults,
        )

    def _faults(self, late: Late) -> Faults:
        """Spread what is wrong over the residents of townships that are in time."""
        behind = {late.not_totalled, late.not_signed, late.not_sealed}
        settled = [posting for posting in self.postings if posting.township_code not in behind]
        residents = self._throughout(settled, Rhythm.RESIDENT)
        weekly = self._throughout(settled, Rhythm.WEEKLY)
        short, ghost, silent, unproven = (residents[len(residents) * part // 5].id for part in range(1, 5))
        return Faults(
            late=late.not_totalled,
            unsigned=late.not_signed,
            unsealed=late.not_sealed,
            short=short,
            ghost=ghost,
            silent=silent,
            unproven=unproven,
            thin=weekly[len(weekly) // 2].id if weekly else None,
        )

    def _throughout(self, postings: list[PlannedPosting], rhythm: Rhythm) -> list[PlannedPosting]:
        month = self.months[-2]
        return [posting for posting in postings if posting.rhythm is rhythm and posting.covers(month)]

    def _photographed(self, faults: Faults) -> frozenset[UUID]:
        """Those with a photographed visit, spread over the residents; the one without proof is not among them."""
        residents = [
            posting.id
            for posting in self._throughout(self.postings, Rhythm.RESIDENT)
            if posting.id not in {faults.unproven, faults.short}
        ]
        step = max(1, len(residents) // PHOTOS)
        return frozenset(residents[::step][:PHOTOS])


def one_day_before(day: date) -> date:
    """The day before ``day``."""
    return day - timedelta(days=1)
