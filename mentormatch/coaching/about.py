"""Coaching as a service of the office."""

from collections.abc import Iterable

from flask import url_for

from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar.models import BookingStatus
from mentormatch.coaching.kept import KEPT
from mentormatch.coaching.models import Appointment
from mentormatch.coaching.policy import COACHING, is_coach, is_over, is_student
from mentormatch.coaching.queries import appointments, waiting
from mentormatch.coaching.service import ending
from mentormatch.coaching.shown import STATUS_WORDS, outcome_of
from mentormatch.coaching.telling import NOTES
from mentormatch.core.clock import now
from mentormatch.core.i18n import _, _l
from mentormatch.notifications.optional import OptionalLetter
from mentormatch.office.about import Given, Happening, Place, Service, Task
from mentormatch.office.deeds import Deed, done


def _record(student: Person, reader: Person) -> Iterable[Happening]:
    for one in [*appointments.coming_of(student), *appointments.past_of(student)]:
        theirs = is_student(reader, one) or (reader.is_(RoleName.COACH) and is_coach(reader, one))
        yield Happening(
            at=one.booking.starts_at,
            title=_("%(what)s with %(name)s", what=one.type.name, name=one.coach.name),
            text=str(outcome_of(one) or ("" if is_over(one, now()) else STATUS_WORDS[one.booking.status])),
            state=_state(one),
            url=url_for("coaching.show", appointment_id=one.id) if theirs else "",
        )


def _given(person: Person) -> Iterable[Given]:
    for one in appointments.recorded_of(person):
        what = _("Recording of %(what)s", what=one.type.name)
        url = url_for("coaching.show", appointment_id=one.id)
        yield Given(what, to=one.coach.name, url=url, since=one.recording_agreed_at)


def _state(one: Appointment) -> str:
    if one.booking.status in {BookingStatus.CANCELLED, BookingStatus.MISSED}:
        return "bad"
    return "done" if is_over(one, now()) else "next"


def _tasks(person: Person) -> Iterable[Task]:
    if person.is_(RoleName.MENTEE):
        kept = [one.kept for one in waiting.standings_of(person) if one.kept]
        url = url_for("coaching.kept", kept_time_id=kept[0].id) if len(kept) == 1 else url_for("coaching.index")
        yield Task(_("A time with a coach is kept for you: take it or let it pass on"), len(kept), url)
    if person.is_(RoleName.COACH):
        yield Task(_("Appointments without outcome or note"), appointments.count_to_do(person), url_for("coach.day"))


SERVICE = Service(
    name=COACHING,
    title=_l("Coaching"),
    text=_l("Students book appointments with coaches: audits of CVs, interview practice, advice."),
    tables=("models", "waiting_models"),
    pages=("views.student", "views.coach", "coordinator_views"),
    api=("api",),
    listeners=("found", "kind", "given", "handlers", "sweeps"),
    menu={
        RoleName.MENTEE: (Place("coaching.index", _l("Coaching"), "target"),),
        RoleName.COACH: (
            Place("coach.day", _l("Today"), "sun"),
            Place("coach.week", _l("Week"), "calendar"),
            Place("coach.offers", _l("What I give"), "tune"),
        ),
        RoleName.COORDINATOR: (Place("coordinator_coaching.index", _l("Coaching"), "target"),),
    },
    belongs={
        "coaching": ("coaching.index", "coach.day"),
        "coach.offer": ("coach.offers",),
        "coach.offer_form": ("coach.offers",),
    },
    kept=KEPT,
    deeds={
        "appointment.booked": Deed(_l("A student booked an appointment with a coach.")),
        "appointment.moved": Deed(_l("An appointment with a coach was moved.")),
        "appointment.cancelled": Deed(_l("An appointment with a coach was cancelled.")),
        "appointment.document_changed": Deed(_l("A student changed which document their coach may read.")),
        "appointment.marked": Deed(_l("It was said what became of an appointment.")),
        "appointment.noted": Deed(_l("A coach wrote for a student about an appointment.")),
        "appointment.noted_apart": done(_l("A coach wrote a note for coaches.")),
        "appointment.questions_picked": Deed(_l("A coach picked questions for an interview practice.")),
        "appointment.judged": Deed(_l("A coach filled in how an interview practice went.")),
        "appointment.recording_agreed": Deed(_l("A student agreed to a recording.")),
        "appointment.recording_linked": Deed(_l("A coach gave the link of a recording.")),
        "appointment.recording_removed": Deed(_l("A recording was removed.")),
        "appointment.feedback_given": done(_l("A student said how useful an appointment was.")),
        "appointment_type.added": done(_l("The office added a type of appointments.")),
        "appointment_type.changed": done(_l("The office changed a type of appointments.")),
        "appointment_type.ordered": done(_l("The office put types of appointments in another order.")),
        "appointment_type.retired": done(_l("The office offers a type of appointments no more.")),
        "appointment_type.brought_back": done(_l("The office offers a type of appointments again.")),
        "coach_offer.given": Deed(_l("A coach gives appointments of a type.")),
        "coach_offer.changed": Deed(_l("A coach changed how they give appointments of a type.")),
        "coach_offer.ended": Deed(_l("A coach gives appointments of a type no more.")),
        "interview_question.added": done(_l("The office added a question for interview practice.")),
        "interview_question.changed": done(_l("The office changed a question for interview practice.")),
        "coaching_wait.joined": Deed(_l("A student waits for an appointment.")),
        "coaching_wait.left": Deed(_l("A student waits for an appointment no more.")),
        "coaching_wait.booked": Deed(_l("A student who waited has an appointment.")),
        "coaching_wait.silent": Deed(_l("A student was taken off the list: kept times lapsed without a word.")),
        "coaching_wait.closed": Deed(_l("A waiting list for appointments was closed.")),
        "coaching_wait.for_any": Deed(_l("A student waits for any coach, since the one they chose coaches no more.")),
        "kept_time.made": Deed(_l("A time was kept for a student who waits.")),
        "kept_time.accepted": Deed(_l("A student took the time that was kept for them.")),
        "kept_time.passed_on": Deed(_l("A student let a kept time pass on.")),
        "kept_time.lapsed": Deed(_l("A kept time lapsed.")),
        "kept_time.withdrawn": Deed(_l("A kept time could not be kept up.")),
    },
    subjects={
        "appointment": _l("Appointment"),
        "appointment_type": _l("Type of appointments"),
        "coach_offer": _l("What a coach gives"),
        "interview_question": _l("Question for interview practice"),
        "coaching_wait": _l("Place on a waiting list for appointments"),
        "kept_time": _l("Time kept for a student"),
    },
    record=_record,
    knows=appointments.is_coach_of,
    tasks=_tasks,
    ahead=ending.count_ahead,
    wind_down=ending.wind_down,
    leave=ending.leave,
    last_letters=frozenset({"coaching/email/cancelled.txt", "coaching/email/ended.txt"}),
    letters=(
        OptionalLetter(
            "coaching.notes", _l("Coaching: a coach has written for you"), (NOTES,), frozenset({RoleName.MENTEE})
        ),
    ),
    given=_given,
)
