"""Telling the story: each deed is done by its person, through the services, on a clock that stands where it did."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.attendance import service as attendance
from mentormatch.attendance.models import Outcome
from mentormatch.calendar import queries as calendar_queries
from mentormatch.calendar import reminders
from mentormatch.calendar import service as calendar
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.calendar.policy import of_match
from mentormatch.concerns import service as concerns
from mentormatch.concerns.models import ConcernKind
from mentormatch.core.clock import now, travel
from mentormatch.core.db import db
from mentormatch.core.i18n import as_instant, zone
from mentormatch.feedback import service as feedback
from mentormatch.files import service as files
from mentormatch.goals import service as goals
from mentormatch.goals.models import Goal, GoalStep
from mentormatch.mentoring import service as mentoring
from mentormatch.mentoring.models import DeclineReason, EndReason, Match, Request, ReviewReason
from mentormatch.messages import service as messages
from mentormatch.notes import service as notes
from mentormatch.programmes import queries as programmes_queries
from mentormatch.programmes import service as programmes
from mentormatch.programmes.models import Cohort, EnrolledAs, ReviewMode
from mentormatch.relationship import service as relationship
from mentormatch.seed.content import Asked
from mentormatch.seed.people import find

#: Proposed times begin this long after a request, so that there is time to answer.
AHEAD = timedelta(days=6)
#: By which clock the deeds of a day are spread over it.
CLOCK = "Europe/Rome"
#: Hours of the day at which the demo people meet.
DAYTIME = range(7, 22)
#: For how long Cora looks at a pair before she decides.
SECONDS = 74.0
#: Above the number of every message.
NEWEST = 2**31 - 1


@dataclass
class Thread:
    """A request on its way, with the two people and the coordinator."""

    told: Asked
    mentee: Person
    mentor: Person
    coordinator: Person
    request: Request | None = None

    @property
    def cohort(self) -> Cohort:
        enrolment = programmes_queries.enrolment_of(self.mentee, EnrolledAs.MENTEE)
        assert enrolment is not None
        return enrolment.cohort

    @property
    def asked(self) -> Request:
        assert self.request is not None
        return self.request

    @property
    def match(self) -> Match:
        return db.session.scalars(sa.select(Match).where(Match.request_id == self.asked.id)).one()


def tell(story: Iterable[Asked], *, coordinator: Person, progress: Callable[[int, int], None]) -> None:
    """Do everything in the order in which it happened; what the clock itself does is done each day."""
    present = now()
    steps: list[tuple[datetime, Callable[[], None]]] = []
    for told in story:
        thread = Thread(told, find(told.student), find(told.mentor), coordinator)
        steps.append((_moment(told.ago, present, len(steps)), partial(_ask, thread)))
        for deed in told.then:
            steps.append((_moment(deed.ago, present, len(steps)), partial(DEEDS[deed.do], thread, **deed.more)))
    days = (present - min(when for when, _act in steps)).days
    steps += [(present - timedelta(days=day), _keep_the_clock) for day in range(days + 1)]
    for number, (when, act) in enumerate(sorted(steps, key=itemgetter(0)), start=1):
        with travel(when - present):
            act()
        progress(number, len(steps))


def _moment(ago: float, present: datetime, number: int) -> datetime:
    """Whole days ago: that day from eight in the morning to nine in the evening. Parts of a day: just then."""
    if ago % 1:
        return present - timedelta(days=ago)
    day = (present.astimezone(zone(CLOCK)) - timedelta(days=ago)).replace(hour=8, minute=0, second=0, microsecond=0)
    return (day + timedelta(minutes=97 * number % (13 * 60))).astimezone(UTC)


def _keep_the_clock() -> None:
    mentoring.expire_due()
    mentoring.answer_stranded()
    mentoring.remind_due()
    reminders.remind_due()
    attendance.count_as_held()
    attendance.ask_due()


def _ask(thread: Thread) -> None:
    told, cohort = thread.told, thread.cohort
    if told.reviewed_first:
        programmes.change_cohort(cohort, by=thread.coordinator, review_mode=ReviewMode.BEFORE_MENTOR)
    times = _on_different_days(_open_times(thread, after=now() + AHEAD), told.times)
    thread.request = mentoring.ask(thread.mentee, thread.mentor.id, note=told.note, proposed_times=times)
    if told.reviewed_first:
        programmes.change_cohort(cohort, by=thread.coordinator, review_mode=ReviewMode.NONE)


def _question(thread: Thread, text: str) -> None:
    mentoring.ask_question(thread.asked, text, by=thread.mentor)


def _answer(thread: Thread, text: str) -> None:
    mentoring.answer_question(thread.asked, text, by=thread.mentee)


def _accept(thread: Thread, time: int = 0) -> None:
    chosen = as_instant(thread.asked.proposed_times[time - 1]) if time else None
    mentoring.accept(thread.asked, by=thread.mentor, starts_at=chosen)


def _decline(thread: Thread, reason: str, words: str) -> None:
    mentoring.decline(thread.asked, by=thread.mentor, reason=DeclineReason(reason), words=words)


def _pass_on(thread: Thread, to: str, words: str) -> None:
    mentoring.pass_on(thread.asked, find(to).id, by=thread.mentor, words=words)


def _withdraw(thread: Thread) -> None:
    mentoring.withdraw(thread.asked, by=thread.mentee)


def _approve(thread: Thread, reason: str) -> None:
    mentoring.approve_match(thread.match, by=thread.coordinator, words=reason, seconds=SECONDS)


def _reject(thread: Thread, reason: str) -> None:
    mentoring.reject_match(
        thread.match, by=thread.coordinator, reason=ReviewReason.TOO_CLOSE, words=reason, seconds=SECONDS
    )


def _end(thread: Thread, by: str, because: str, reason: str, thanks: str, rating: int) -> None:
    who = getattr(thread, by)
    relationship.end(thread.match, because=EndReason(because), reason=reason, thanks=thanks, rating=rating, by=who)


def _thank(thread: Thread, by: str, thanks: str, rating: int) -> None:
    relationship.say_farewell(thread.match, thanks=thanks, rating=rating, by=getattr(thread, by))


def _goal(thread: Thread, by: str, title: str, why: str, within: int, steps: list[dict[str, Any]]) -> None:
    """Set a goal with its steps; ``within`` and the ``due`` of a step are days from the moment of the deed."""
    today, who = now().date(), getattr(thread, by)
    goal = goals.add_goal(thread.match, title=title, why=why, target_on=today + timedelta(days=within), by=who)
    for step in steps:
        due_on = today + timedelta(days=step["due"])
        goals.add_step(goal, text=step["text"], due_on=due_on, doer_id=getattr(thread, step["doer"]).id, by=who)


def _tick(thread: Thread, by: str, step: str) -> None:
    mine = sa.select(GoalStep).join(Goal).where(Goal.match_id == thread.match.id, GoalStep.text == step)
    goals.tick(db.session.scalars(mine).one(), done=True, by=getattr(thread, by))


def _note(thread: Thread, by: str, **texts: str) -> None:
    """Write into the latest session that was booked: ``agenda``, ``minutes`` or ``private``."""
    mine = sa.select(Booking).where(Booking.match_id == thread.match.id)
    mine = mine.where(Booking.status.in_([BookingStatus.BOOKED, BookingStatus.HELD]))
    booking = db.session.scalars(mine.order_by(Booking.starts_at.desc())).first()
    assert booking is not None
    drafts = {name: notes.Draft(text, version=0) for name, text in texts.items()}
    notes.save(booking, drafts, by=getattr(thread, by))


def _session(thread: Thread, on: float, topic: str) -> None:
    """Book the open time nearest to ``on`` days from now, on the right side of now."""
    with travel(timedelta(0)):
        present = now()
    target = present + timedelta(days=on)
    length = timedelta(minutes=thread.cohort.session_minutes)
    fitting = [at for at in _open_times(thread, after=now()) if (at + length < present if on < 0 else at > present)]
    starts_at = min(fitting, key=lambda at: abs(at - target))
    match = thread.match
    calendar.book(
        thread.mentor,
        thread.mentee,
        thread.cohort,
        starts_at,
        purpose=of_match(match.id),
        topic=topic,
        by=thread.mentee,
    )


def _cancel(thread: Thread, by: str, reason: str) -> None:
    """Cancel the next session of the pair."""
    ahead = sa.select(Booking).where(Booking.match_id == thread.match.id, Booking.starts_at > now())
    booking = db.session.scalars(ahead.order_by(Booking.starts_at)).first()
    assert booking is not None
    calendar.cancel(booking, by=getattr(thread, by), reason=reason)


def _message(thread: Thread, by: str, text: str) -> None:
    messages.write(thread.match, text, by=getattr(thread, by))


def _read(thread: Thread, by: str) -> None:
    messages.mark_read(thread.match, NEWEST, by=getattr(thread, by))


def _file(thread: Thread, by: str, name: str, text: str) -> None:
    files.share(thread.match, text.encode(), name, by=getattr(thread, by))


def _concern(thread: Thread, by: str, kind: str, text: str) -> None:
    author: Person = getattr(thread, by)
    concerns.raise_concern(thread.match, ConcernKind(kind), text, may_tell=False, by=author)


def _held(thread: Thread, useful: list[int], words: str = "") -> None:
    """The mentor says that the latest session took place; the student, then the mentor, how useful it was."""
    booking = _latest(thread)
    attendance.say(booking, Outcome.HELD, by=thread.mentor)
    feedback.give(booking, useful=useful[0], words=words, by=thread.mentee)
    for number in useful[1:]:
        feedback.give(booking, useful=number, words="", by=thread.mentor)


def _missed(thread: Thread, by: str, otherwise: str = "") -> None:
    """Somebody did not come to the latest session; ``otherwise`` is what they say instead."""
    booking, absent = _latest(thread), getattr(thread, by)
    other = thread.mentor if absent is thread.mentee else thread.mentee
    attendance.say(booking, Outcome.MISSED, missed_by_id=absent.id, by=other)
    if otherwise:
        attendance.say(booking, Outcome.HELD, words=otherwise, by=absent)


def _latest(thread: Thread) -> Booking:
    over = sa.select(Booking).where(Booking.match_id == thread.match.id, Booking.ends_at <= now())
    booking = db.session.scalars(over.order_by(Booking.starts_at.desc())).first()
    assert booking is not None
    return booking


def _open_times(thread: Thread, *, after: datetime) -> list[datetime]:
    """Times at which both could meet by daylight."""
    free = calendar_queries.open_times(thread.mentor, thread.cohort, guest=thread.mentee)
    own = zone(thread.mentee.time_zone)
    return [at for at in free if at >= after and at.astimezone(own).hour in DAYTIME]


def _on_different_days(times: list[datetime], how_many: int) -> list[datetime]:
    first_of_day = {at.date(): at for at in reversed(times)}
    return sorted(first_of_day.values())[:how_many]


DEEDS: dict[str, Callable[..., None]] = {
    "question": _question,
    "answer": _answer,
    "accept": _accept,
    "decline": _decline,
    "pass_on": _pass_on,
    "withdraw": _withdraw,
    "approve": _approve,
    "reject": _reject,
    "end": _end,
    "thank": _thank,
    "goal": _goal,
    "tick": _tick,
    "note": _note,
    "session": _session,
    "cancel": _cancel,
    "message": _message,
    "read": _read,
    "file": _file,
    "concern": _concern,
    "held": _held,
    "missed": _missed,
}
