"""The days and logs of a province: most of them right, a few as ``Faults`` says."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.clock import SHANGHAI
from xuanpai_core.periods import Month
from xuanpai_tenants.demo.keys import demo_id
from xuanpai_tenants.demo.months import days_of_month, is_workday, mondays, resident_days, weekly_days
from xuanpai_tenants.demo.plan import Faults, PlannedDay, PlannedLog, PlannedPhoto, PlannedPosting, Rhythm
from xuanpai_tenants.demo.texts import LogText, visit_text, work_text

SHORT_DAYS = 12
_SILENT_DAYS = 2
USUAL_DAYS = ((20, 30), (21, 28), (22, 22), (23, 10), (24, 6), (19, 2), (18, 2))
"""How many days a month residents are present, and how often."""


@dataclass(frozen=True, slots=True)
class Customs:
    """What is grown in a province, and how many days a month its cadres are present, with weights."""

    crops: tuple[str, ...]
    days: tuple[tuple[int, int], ...] = USUAL_DAYS


@dataclass(slots=True)
class Diary:
    """Fills with days, logs and photos, posting by posting; days before ``as_of`` only."""

    province_code: str
    as_of: date
    months: tuple[Month, ...]
    customs: Customs
    titles: dict[str, str]
    faults: Faults
    photographed: frozenset[UUID]
    days: list[PlannedDay] = field(default_factory=list)
    logs: list[PlannedLog] = field(default_factory=list)
    photos: list[PlannedPhoto] = field(default_factory=list)

    def write(self, posting: PlannedPosting) -> None:
        """Add the posting's months."""
        weekly = self._weekly(posting) if posting.rhythm is Rhythm.WEEKLY else set()
        for month in self.months:
            rng = Random(f"{self.province_code}/{posting.id}/{month}")  # noqa: S311 -- the same demo each time
            held = [day for day in days_of_month(month) if posting.holds_on(day)]
            if held:
                present = weekly.intersection(held) or self._resident(posting, month, held, rng)
                self._write_month(posting, month, held, present, rng)

    @property
    def _last_month(self) -> Month:
        return self.months[-2]

    def _resident(self, posting: PlannedPosting, month: Month, held: list[date], rng: Random) -> set[date]:
        amounts, weights = zip(*self.customs.days, strict=True)
        target: int = rng.choices(amounts, weights)[0]
        if month == self._last_month and posting.id == self.faults.short:
            target = SHORT_DAYS
        length = (month.end - month.start).days
        return resident_days(rng, held, -(-target * len(held) // length))

    def _weekly(self, posting: PlannedPosting) -> set[date]:
        thin = self._last_month.start + timedelta(days=(7 - self._last_month.start.weekday()) % 7)
        least = {thin: 1} if posting.id == self.faults.thin else {}
        weeks = mondays(self.months[0].start, self.as_of)
        seed = f"{self.province_code}/{posting.id}/"
        return weekly_days(((monday, Random(f"{seed}{monday}")) for monday in weeks), least)  # noqa: S311

    def _write_month(
        self, posting: PlannedPosting, month: Month, held: list[date], present: set[date], rng: Random
    ) -> None:
        last = month == self._last_month
        on_duty = sorted(present)
        silent = set(on_duty[5 : 5 + _SILENT_DAYS]) if last and posting.id == self.faults.silent else set()
        visits = last and (posting.id in self.photographed or posting.id == self.faults.unproven)
        visit = on_duty[len(on_duty) // 2] if visits else None
        free = [day for day in held if day not in present]
        ghost = free[len(free) // 2] if last and posting.id == self.faults.ghost else None
        for day in held:
            if day >= self.as_of:
                break
            if day in present:
                proven = day == visit and posting.id in self.photographed
                self._on_duty(posting, day, rng, photographed=proven)
            elif day != ghost:
                self._away(posting, day, rng)
            if day == ghost or (day in present and day not in silent):
                write = visit_text if day == visit else work_text
                self._log(posting, day, write(rng, self.customs.crops), rng)

    def _on_duty(self, posting: PlannedPosting, day: date, rng: Random, *, photographed: bool) -> None:
        at = datetime.combine(day, time(7, 20), SHANGHAI) + timedelta(seconds=rng.randint(0, 6_000))
        check_in_id = demo_id(day, self.province_code, "check-in", posting.id)
        photo_id = None
        if photographed:
            photo_id = demo_id(day, self.province_code, "photo", posting.id)
            self.photos.append(PlannedPhoto(photo_id, posting, at, check_in_id))
        self.days.append(PlannedDay(posting.id, day, AttendanceStatus.ON_DUTY, check_in_id, at, photo_id))

    def _away(self, posting: PlannedPosting, day: date, rng: Random) -> None:
        """A workday in the unit or at home leaves no trace, except for some leave and trips."""
        if posting.rhythm is Rhythm.WEEKLY or not is_workday(day):
            return
        chance = rng.random()
        if chance < 0.35:
            status = AttendanceStatus.LEAVE if chance < 0.25 else AttendanceStatus.OFFICIAL_TRIP
            self.days.append(PlannedDay(posting.id, day, status))

    def _log(self, posting: PlannedPosting, day: date, text: LogText, rng: Random) -> None:
        written_at = datetime.combine(day, time(17, 30), SHANGHAI) + timedelta(seconds=rng.randint(0, 12_000))
        self.logs.append(
            PlannedLog(
                posting_id=posting.id,
                day=day,
                written_at=written_at,
                content=text.content,
                place=self.titles[posting.region_code],
                companions=text.companions,
                households_visited=text.households_visited,
                help_given=text.help_given,
                problems_heard=text.problems_heard,
            )
        )
