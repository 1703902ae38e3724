"""What goes on in one township and its county: leave, a claim, events, an inspection, and one that is secret."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from xuanpai_core.attendance.claims import NewClaim, claim_day
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.clock import SHANGHAI
from xuanpai_core.events.models import EventKind, EventPresence
from xuanpai_core.events.recording import RecordedPresence, record_attendance
from xuanpai_core.events.service import NewEvent, announce_event
from xuanpai_core.inspections.drawing import NewDraw, draw_sample
from xuanpai_core.inspections.findings import NewFinding
from xuanpai_core.inspections.models import DrawKind, InspectionMethod, Presence
from xuanpai_core.inspections.rectifying import NewDemand
from xuanpai_core.inspections.service import NewInspection, plan_inspection, publish_inspection, record_findings
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.leave.deciding import approve_leave
from xuanpai_core.leave.models import LeaveKind
from xuanpai_core.leave.requesting import NewLeave, Stretch, request_leave
from xuanpai_tenants.demo.months import is_workday, workday_from
from xuanpai_tenants.demo.plan import PlannedLogin, PlannedPosting, Rhythm
from xuanpai_tenants.demo.stage import Stage

_PEOPLE = 3
_DRAWN = 3


@dataclass(frozen=True, slots=True)
class _Away:
    """Who asks for what leave, so many days from today; ``granted`` by the township."""

    who: int
    kind: LeaveKind
    reason: str
    first: int
    days: int
    purpose: str | None = None
    from_part: DayPart = DayPart.WHOLE
    granted: bool = True


_LEAVE = (
    _Away(0, LeaveKind.PERSONAL, "孩子学校开家长会", 2, 1),
    _Away(1, LeaveKind.OFFICIAL_TRIP, "去县里对接灌渠维修资金", 1, 1, purpose="到县水利局对接项目"),
    _Away(2, LeaveKind.SICK, "腰椎旧伤复查", 1, 1, from_part=DayPart.AFTERNOON, granted=False),
)


async def live(stage: Stage) -> None:
    """Play it in the first township whose months are closed and where enough people live."""
    scene = next(_scenes(stage), None)
    if scene is None:
        return
    for away in _LEAVE:
        await scene.leave(away)
    await scene.claim()
    await scene.events()
    await scene.inspect()
    await scene.plan_secretly()


def _scenes(stage: Stage) -> Iterator["_Scene"]:
    faults, plan = stage.plan.faults, stage.plan
    organisers = [one for one in plan.logins if one.role == "county_organiser"]
    for township in plan.townships():
        if township in (faults.late, faults.unsigned, faults.unsealed):
            continue
        held = [one for one in plan.postings if one.township_code == township and one.holds_on(plan.as_of)]
        living = [one for one in held if one.rhythm is Rhythm.RESIDENT and one.covers(plan.last_month)]
        organiser = next((one for one in organisers if township.startswith(str(one.region_code))), None)
        if len(living) >= _PEOPLE and organiser is not None:
            yield _Scene(stage, township, organiser, living[:_PEOPLE], held)


@dataclass(frozen=True, slots=True)
class _Scene:
    """One township, its county's organiser, three who live there, and everybody in post."""

    stage: Stage
    township: str
    organiser: PlannedLogin
    people: list[PlannedPosting]
    held: list[PlannedPosting]

    def _office(self, role: str) -> str:
        """The user name of the township's ``role``."""
        at = (one for one in self.stage.plan.logins if one.role == role and one.region_code == self.township)
        return next(at).username

    def _cadre(self, number: int) -> str:
        cadre = self.people[number].cadre
        return next(one.username for one in self.stage.plan.logins if one.cadre is cadre)

    def _day(self, ahead: int) -> date:
        return self.stage.plan.as_of + timedelta(days=ahead)

    def _workday_before(self, back: int) -> date:
        day = self._day(-back)
        while not is_workday(day):
            day -= timedelta(days=1)
        return day

    def _found(self, number: int, day: date) -> NewFinding:
        """What was found about one of the three: what they had recorded themselves."""
        posting = self.people[number]
        told = (one.status for one in self.stage.plan.days if (one.posting_id, one.day) == (posting.id, day))
        status = next(told, None)
        if status is AttendanceStatus.ON_DUTY:
            tidy = (
                NewDemand("工作队公示牌上的联系电话已停用,请更新。", day + timedelta(days=14)) if number == 0 else None
            )
            return NewFinding(posting.id, presence=Presence.PRESENT, rectify=tidy)
        if status is None:
            return NewFinding(posting.id, presence=Presence.ABSENT, note="村委会说他当天回单位办事,没有办请假手续。")
        return NewFinding(posting.id, presence=Presence.ON_LEAVE)

    async def leave(self, away: _Away) -> None:
        """Ask on yesterday's morning; who grants it does so in the afternoon."""
        first = workday_from(self._day(away.first))
        stretch = Stretch(from_day=first, to_day=first + timedelta(days=away.days - 1), from_part=away.from_part)
        new = NewLeave(kind=away.kind, stretch=stretch, reason=away.reason, purpose=away.purpose)
        key = f"demo:leave:{self.township}:{away.who}"
        async with self.stage.act(self._cadre(away.who), self.stage.at(self._day(-1), 8, 40)) as work:
            leave_id = await request_leave(work, new, key)
        if away.granted:
            async with self.stage.act(self._office("township_secretary"), self.stage.at(self._day(-1), 15, 5)) as work:
                await approve_leave(work, leave_id, "同意,注意安全。", f"{key}:granted")

    async def claim(self) -> None:
        """Somebody was in the village on a day of this month on which the phone had no power."""
        number, day = next(self._untold(), (0, None))
        if day is not None:
            new = NewClaim(day=day, reason="入户走访一整天,手机没电,没有签到;村会计可以作证。")
            async with self.stage.act(self._cadre(number), self.stage.at(self._day(-1), 19, 20)) as work:
                await claim_day(work, new, f"demo:claim:{self.township}")

    def _untold(self) -> Iterator[tuple[int, date]]:
        """Who of the three has a day of this month of which nothing is recorded, the latest first."""
        plan = self.stage.plan
        told = {(one.posting_id, one.day) for one in plan.days}
        for back in range(1, plan.as_of.day):
            day = self._day(-back)
            for number, posting in enumerate(self.people):
                if (posting.id, day) not in told:
                    yield number, day

    async def events(self) -> None:
        """One event is over and everybody's presence recorded, the next is announced."""
        secretary, venue = self._office("township_secretary"), "镇政府三楼会议室"
        past, coming = self._day(-3), workday_from(self._day(3))
        over = NewEvent(
            kind=EventKind.IMPORTANT_MEETING,
            region_code=self.township,
            at=_at(past, 9),
            title="冬季森林防火部署会",
            venue=venue,
        )
        async with self.stage.act(secretary, self.stage.at(self._day(-5), 10, 0)) as work:
            event_id = await announce_event(work, over, f"demo:event:{self.township}:over")
        there = [one.id for one in self.held if one.start_date <= past]
        presences = [RecordedPresence(posting_id=posting_id, state=EventPresence.PRESENT) for posting_id in there]
        async with self.stage.act(secretary, self.stage.at(past, 11, 45)) as work:
            await record_attendance(work, event_id, presences, f"demo:event:{self.township}:there")
        village = self.people[0].region_code
        next_one = NewEvent(
            kind=EventKind.KEY_TASK,
            region_code=village,
            at=_at(coming, 14),
            title="村集体大棚承包方案表决",
            venue="村委会",
        )
        async with self.stage.act(secretary, self.stage.at(self._day(-1), 16, 20)) as work:
            await announce_event(work, next_one, f"demo:event:{self.township}:coming")

    async def inspect(self) -> None:
        """A spot check of last week: found as they had recorded it; one thing is to be put right."""
        day, organiser = self._workday_before(3), self.organiser.username
        new = NewInspection(InspectionMethod.SPOT_CHECK, "驻村纪律抽查", self.township, day)
        async with self.stage.act(organiser, self.stage.at(day, 8, 10)) as work:
            inspection_id = await plan_inspection(work, new, f"demo:inspection:{self.township}")
        findings = [self._found(number, day) for number in range(_PEOPLE)]
        async with self.stage.act(organiser, self.stage.at(day, 15, 50)) as work:
            await record_findings(work, inspection_id, findings, f"demo:inspection:{self.township}:found")
        async with self.stage.act(organiser, self.stage.at(day + timedelta(days=1), 9, 30)) as work:
            await publish_inspection(work, inspection_id, f"demo:inspection:{self.township}:published")

    async def plan_secretly(self) -> None:
        """Tomorrow's unannounced visit, with its villages drawn: it does not exist for those it concerns (JZ-14)."""
        county, day = str(self.organiser.region_code), workday_from(self._day(1))
        new = NewInspection(InspectionMethod.UNANNOUNCED, "在岗情况暗访", county, day)
        async with self.stage.act(self.organiser.username, self.stage.at(self._day(-1), 16, 40)) as work:
            inspection_id = await plan_inspection(work, new, f"demo:unannounced:{county}")
            draw = NewDraw(DrawKind.VILLAGES, number=_DRAWN)
            await draw_sample(work, inspection_id, draw, f"demo:unannounced:{county}:drawn")


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI)
