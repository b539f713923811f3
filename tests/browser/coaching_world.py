"""Coaches, students and what the office offers, to begin browser journeys of coaching from."""

from dataclasses import dataclass
from datetime import timedelta

from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar import service as calendar
from mentormatch.coaching import service
from mentormatch.coaching.models import Appointment, AppointmentType, QuestionKind, Wanted
from mentormatch.coaching.queries import times
from mentormatch.core.clock import travel
from mentormatch.core.db import db
from mentormatch.documents.models import DocumentKind
from mentormatch.documents.service import keeping
from mentormatch.documents.service.keeping import Upload
from mentormatch.plans import service as plans
from mentormatch.scheduling import WeeklyRule
from tests.browser.conftest import Site
from tests.browser.world import ALL_DAY, on
from tests.files.samples import PDF

#: Room for one appointment a day.
NOON = [WeeklyRule(weekday, 12 * 60, 13 * 60) for weekday in range(7)]
QUESTIONS = [{"text": "Which role is it for?", "long": False, "needed": True}]


@dataclass(frozen=True)
class Coaching:
    """Numbers of people, types and appointments."""

    maya: int
    lena: int
    clara: int
    cora: int
    audit: int
    practice: int
    #: Of Maya with Clara: an interview practice that is over.
    had: int


def office(site: Site) -> Coaching:
    """Clara gives audits and practices, Paolo audits; Maya has a CV, a plan, and a practice behind her."""
    with on(site) as make:
        cora = make.person("Cora Bianchi", roles=[RoleName.COORDINATOR])
        maya, lena = (make.person(name, roles=[RoleName.MENTEE]) for name in ("Maya Rossi", "Lena Vogel"))
        clara = make.person("Clara Neri", roles=[RoleName.COACH])
        audit = service.add_type(
            by=cora, name="CV audit", text="We read your CV together.", notice_hours=1, window_days=6, most_open=2,
            cancel_hours=1, document=Wanted.NEEDED, questions=QUESTIONS,
        )  # fmt: skip
        practice = service.add_type(by=cora, name="Interview practice", notice_hours=1, interview=True)
        calendar.set_weekly_hours(clara, ALL_DAY, by=clara)
        for kind in (audit, practice):
            service.give(clara, kind, by=cora, link="https://meet.example.org/clara")
        paolo = make.person("Paolo Conti", roles=[RoleName.COACH])
        calendar.set_weekly_hours(paolo, ALL_DAY, by=paolo)
        service.give(paolo, audit, by=cora)
        service.add_question(text="Why this job?", role="", kind=QuestionKind.MOTIVATION, by=cora)
        service.add_question(text="A number has doubled.", role="Analyst", kind=QuestionKind.CASE, by=cora)
        keeping.add(Upload(PDF, "cv.pdf", "en"), kind=DocumentKind.CV, title="CV for data jobs", by=maya)
        plans.begin(title="A job with data", aim="", by=maya)
        had = _had(practice, maya)
        return Coaching(maya.id, lena.id, clara.id, cora.id, audit.id, practice.id, had)


def _had(kind: AppointmentType, student: Person) -> int:
    with travel(timedelta(days=-3)):
        free = times.free_times(kind, student)
        return service.book(kind, free[0].starts_at, by=student).id


def full_line(site: Site, people: Coaching) -> int:
    """Advice by Clara, every time of which is taken; answers an appointment that she can give up."""
    with on(site) as make:
        cora, clara = (db.session.get_one(Person, number) for number in (people.cora, people.clara))
        kind = service.add_type(
            by=cora, name="Career advice", notice_hours=1, window_days=2, document=Wanted.OPTIONAL,
            sessions_per_week=60,
        )  # fmt: skip
        calendar.set_weekly_hours(clara, NOON, by=clara)
        service.give(clara, kind, by=cora)
        booked = []
        guest = make.person("Ada One", roles=[RoleName.MENTEE])
        while free := times.free_times(kind, guest):
            booked.append(service.book(kind, free[-1].starts_at, by=guest).id)
            guest = make.person(f"Ada {len(booked) + 1}", roles=[RoleName.MENTEE])
        return booked[0]


def give_up(site: Site, number: int) -> None:
    """The coach cancels, and the worker keeps the time for the first in line."""
    with on(site):
        made = db.session.get_one(Appointment, number)
        service.cancel(made, by=made.coach)
        assert service.keep_due() == 1
