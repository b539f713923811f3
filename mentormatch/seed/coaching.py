"""Coaching in the demo programme: a coach with hours, what the office offers, appointments, somebody who waits."""

from datetime import timedelta

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Affiliation, Person, RoleName
from mentormatch.calendar import service as calendar
from mentormatch.coaching import service
from mentormatch.coaching.models import Appointment, AppointmentType, Meeting, Outcome, QuestionKind, Wanted
from mentormatch.coaching.queries import times, types
from mentormatch.core.clock import now, travel
from mentormatch.scheduling import parse_hours
from mentormatch.seed.content import address

COACH, HOURS = ("clara", "Clara Neri"), "Mon 09:00-12:30; Tue 14:00-17:30; Thu 09:00-12:30"
LINK = "https://meet.demo.example/clara"
SINCE, HELD = timedelta(days=60), timedelta(days=16)
TYPES = (
    {
        "name": "CV audit",
        "text": "We read your CV together, section by section. You leave with three next steps.",
        "session_minutes": 45,
        "document": Wanted.OPTIONAL,
        "questions": [
            {"text": "Which role is this CV for?", "long": False, "needed": True},
            {"text": "What worries you most about it?", "long": True, "needed": False},
        ],
    },
    {
        "name": "Interview practice",
        "text": "A practice interview with questions for your role, and how it went after it.",
        "session_minutes": 60,
        "interview": True,
        "questions": [{"text": "Which job are you preparing for?", "long": False, "needed": True}],
    },
    {
        "name": "Career advice",
        "text": "For when you do not know yet what to look for.",
        "session_minutes": 30,
        "meeting": Meeting.ROOM,
        "place": "Career office, room 2.14",
        "notice_hours": 48,
        "window_days": 14,
    },
    {"name": "Application review", "text": "A second pair of eyes before you send it.", "session_minutes": 30},
)
QUESTIONS = (
    ("", QuestionKind.MOTIVATION, "Why this job, and why now?"),
    ("", QuestionKind.BEHAVIOUR, "Tell me of a time when you disagreed with somebody at work."),
    ("Data analyst", QuestionKind.TECHNICAL, "A number in your report has doubled overnight. What do you do?"),
    ("Data analyst", QuestionKind.CASE, "How would you find out whether a campaign has worked?"),
)


def set_up(maya: Person, waiting: Person, *, by: Person) -> None:
    """Two months ago the office began; Maya has had a talk and has an audit ahead, somebody waits for advice."""
    with travel(-SINCE):
        clara = accounts.make_person(
            email=address(COACH[0]), name=COACH[1], locale="en", affiliation=Affiliation.OTHER, is_confirmed=True
        )
        accounts.grant(clara, RoleName.COACH, by=None)
        accounts.revoke(clara, RoleName.MENTEE, by=by)
        calendar.set_weekly_hours(clara, parse_hours(HOURS), by=clara)
        kinds = [service.add_type(by=by, **kind) for kind in TYPES]
        for kind in kinds:
            service.give(clara, kind, by=by, link=LINK)
        for role, sort, text in QUESTIONS:
            service.add_question(text=text, role=role, kind=sort, by=by)
        service.retire(kinds[-1], by=by)
    audit, practice, advice, _review = kinds
    _had(practice, maya, clara)
    _book(audit, maya, ["Data analyst in a logistics company", "That four years of marketing look like a detour."])
    _wait(advice, waiting, clara)


def _had(practice: AppointmentType, student: Person, clara: Person) -> None:
    """A practice that took place, with what came of it."""
    with travel(-HELD):
        had = _book(practice, student, ["Data analyst"])
    with travel(had.booking.ends_at - now() + timedelta(hours=2)):
        service.mark(had, Outcome.HELD, by=clara)
        service.write_notes(
            had,
            said="You explain your projects well once you are in them; the first minute is too long.",
            steps="Write your first minute down and say it aloud three times.\nTwo examples with a number in each.",
            version=0,
            private="Nervous at the beginning, warms up quickly. Start with an easy question.",
            private_version=0,
            by=clara,
        )
        marks = {"structure": 2, "content": 3, "examples": 2, "clarity": 3, "asked": 4}
        words = {"structure": "Say first what you found, then how.", "examples": "A number makes each one stick."}
        service.judge(had, marks, words, version=0, by=clara)
        service.give_feedback(had, 3, "I know now what to practise.", by=student)


def _book(kind: AppointmentType, student: Person, answers: list[str]) -> Appointment:
    free = times.free_times(kind, student)
    return service.book(kind, free[min(2, len(free) - 1)].starts_at, answers=answers, by=student)


def _wait(kind: AppointmentType, student: Person, clara: Person) -> None:
    """Clara is away as far ahead as one can book this, so somebody waits for it."""
    with travel(-timedelta(days=1)):
        offer = next(one for one in types.offers_of(kind) if one.coach_id == clara.id)
        away = (now() + timedelta(days=kind.window_days + 3)).date()
        service.change_offer(offer, link=LINK, paused_until=away, by=clara)
        service.join(kind, by=student)
