"""How a time is chosen, for booking and for moving: the strip of free times of one coach, or of any with time."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask_login import current_user

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking
from mentormatch.coaching.errors import NoSuchCoach, NotForYou, TermFull, TooLateToMove, TooManyOpen
from mentormatch.coaching.forms import AnswersForm, CoachTimeForm
from mentormatch.coaching.models import Appointment, AppointmentType
from mentormatch.coaching.policy import is_student
from mentormatch.coaching.queries import appointments, times, types, waiting
from mentormatch.coaching.queries.times import FreeTime
from mentormatch.coaching.shown import names, row
from mentormatch.core.clock import now
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import zone, zone_city
from mentormatch.scheduling import local_date
from mentormatch.sessions.choosing import TRY_ANOTHER
from mentormatch.sessions.shown import shown
from mentormatch.sessions.strip import Strip, strip_of

#: Refusals after which the same form with fresh times is the best answer.
SAY_ON_PAGE = (*TRY_ANOTHER, NoSuchCoach, TooManyOpen, TermFull, TooLateToMove, NotForYou)


def coach_asked(form: CoachTimeForm) -> int | None:
    """The coach who was chosen, by number; None for any. An address may name one as well."""
    return form.coach.data or request.args.get("coach", type=int)


def times_page(form: AnswersForm, kind: AppointmentType, *, to_hold: bool = False) -> str:
    """The free times of a type, with what was answered; ``to_hold``: the first of two steps, without the questions."""
    coach_id = coach_asked(form)
    held = times.held_by(current_user)
    free = times.free_times(kind, current_user, coach_id=coach_id, moving=held)
    wait = waiting.wait_in(current_user.id, kind.id)
    return render_template(
        "coaching/choose.html",
        kind=kind,
        to_hold=to_hold,
        wait=wait,
        limit=None if held else appointments.limit_of(current_user.id, kind),
        position=waiting.position_of(wait) if wait else 0,
        kept=waiting.open_for(wait) if wait else None,
        **_choice(form, kind, free, coach_id, url_for(".choose", coaching_type_id=kind.id)),
    )


def move_page(form: CoachTimeForm, appointment: Appointment) -> str:
    """The free times to which an appointment can be moved. A coach moves it within their own."""
    kind, by_student = appointment.type, is_student(current_user, appointment)
    any_coach = by_student and wants_any(form)
    coach_id = None if any_coach else (by_student and coach_asked(form)) or appointment.booking.host_id
    found = times.free_times(kind, appointment.student, coach_id=coach_id, moving=appointment.booking)
    free = [one for one in found if one.starts_at != appointment.booking.starts_at]
    here = url_for(".move_form", appointment_id=appointment.id)
    choice = _choice(form, kind, free, coach_id, here) | {"any_coach": any_coach}
    shown_now = row(appointment, current_user, now())
    return render_template("coaching/move.html", row=shown_now, kind=kind, by_student=by_student, **choice)


def wants_any(form: CoachTimeForm) -> bool:
    """Whether any coach will do; 0 stands for it, since nothing at all is the coach one has."""
    return form.coach.data == 0 or (form.coach.data is None and request.args.get("coach") == "0")


def words_page(form: AnswersForm, kind: AppointmentType, held: Booking) -> str:
    """The held time and until when, and what is asked before."""
    return render_template("coaching/words.html", form=form, kind=kind, session=shown(held, current_user, now()))


def refuse(form: Any, refusal: Refusal) -> None:
    """Show a refusal at its field, or on top."""
    field = refusal.facts.get("field")
    form.refuse(field if isinstance(field, str) else None, refusal.sentence)


def _choice(
    form: CoachTimeForm, kind: AppointmentType, free: list[FreeTime], coach_id: int | None, here: str
) -> dict[str, Any]:
    coaches = [offer.coach for offer in types.offers_of(kind)]
    coach = next((one for one in coaches if one.id == coach_id), None)
    starts = [one.starts_at for one in free]
    asked = _date(request.values.get("from"))
    if asked is None and form.starts_at in starts:
        asked = local_date(form.starts_at, zone(current_user.time_zone))
    strip = strip_of(starts, current_user.time_zone, (coach or current_user).time_zone, asked)
    if coach is None and len(coaches) > 1:
        _say_who(strip, {one.starts_at.isoformat(): one.coaches for one in free})
    return {
        "form": form,
        "strip": strip,
        "chosen": form.starts_at.isoformat() if form.starts_at in starts else None,
        "coach": coach,
        "coaches": coaches,
        "here": here,
        "times_url": f"{here}?coach={'' if coach_id is None else coach_id}",
        "as_list": request.values.get("view") == "list",
        "their_city": zone_city(coach.time_zone) if coach and strip.has_other_clock else "",
    }


def _say_who(strip: Strip, coaches: dict[str, tuple[Person, ...]]) -> None:
    """Beside each time, who could give it."""
    for day in strip.days:
        day.slots[:] = [
            replace(slot, note=" · ".join(filter(None, (slot.note, names(coaches[slot.value]))))) for slot in day.slots
        ]


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
