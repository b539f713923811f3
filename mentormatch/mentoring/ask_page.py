"""The page on which a mentee asks a mentor, and what it says when that is not possible just now."""

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.calendar import queries as calendar
from mentormatch.core.errors import Conflict, Invalid, Refusal
from mentormatch.core.i18n import _
from mentormatch.mentoring import choices, service
from mentormatch.mentoring.errors import AlreadyAsked, AlreadyMatched, JustFull, LimitReached, NoAimYet, NotTaking
from mentormatch.mentoring.forms import AskForm
from mentormatch.mentoring.policy import MOST_TIMES
from mentormatch.mentoring.queries import asked_before, people, request_for_mentee
from mentormatch.mentoring.queries.record import expectation_of
from mentormatch.mentoring.story import in_words
from mentormatch.profiles.models import Offer
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Cohort, EnrolledAs
from mentormatch.recommendations import service as recommendations
from mentormatch.recommendations.ranking import Shown


def new_form() -> AskForm:
    """An empty form; with the note of an own request that a mentor passed on, when the address names it."""
    form = AskForm(formdata=None)
    number = request.args.get("note_of", 0, type=int)
    earlier = request_for_mentee(current_user, number) if 0 < number < 2**31 else None
    if earlier is not None:
        form.note.data, form.read_by = earlier.note, earlier.mentor.first_name
    return form


def filled_form() -> AskForm:
    """What was typed; ``carried`` when it was typed for another mentor and is only shown here."""
    form = AskForm()
    form.carried = "carry" in request.form
    return form


def answer_of_ask(offer: Offer, form: AskForm) -> ResponseReturnValue:
    """Ask, and go to the request; or say why not, with the text kept and a way on."""
    try:
        times = [choices.read_instant(text) for text in form.proposed_times.data or ()]
        asked = service.ask(current_user, offer.person_id, note=form.note.data or "", proposed_times=times)
    except (Conflict, Invalid) as refusal:
        return _refused(offer, form, refusal)
    flash(_("Your request is on its way. You see here where it stands."), "success")
    return redirect(url_for("mentoring.show", request_id=asked.id), code=303)


def _refused(offer: Offer, form: AskForm, refusal: Refusal) -> ResponseReturnValue:
    """A refusal about a field stands at the field; the page shows the others from what is true now."""
    if refusal.facts.get("field"):
        form.refuse(str(refusal.facts["field"]), refusal)
        return ask_page(offer, form), refusal.status
    return ask_page(offer, form, refusal), refusal.status


def ask_page(offer: Offer, form: AskForm, refusal: Refusal | None = None) -> str:
    """The form with free times; when something stands in the way, the reason and what can be done instead."""
    refusal = refusal or service.obstacle(current_user, offer)
    enrolment = programmes.enrolment_of(current_user, EnrolledAs.MENTEE)
    cohort = enrolment.cohort if enrolment else None
    gone = isinstance(refusal, JustFull | NotTaking)
    expected = expectation_of(offer.person_id)
    return render_template(
        "mentoring/ask.html",
        offer=offer,
        mentor=offer.person,
        form=form,
        cohort=cohort,
        days=_days(offer, cohort, form) if cohort and not refusal else [],
        most_times=MOST_TIMES,
        count=people.open_requests_of(current_user),
        expected=expected,
        usual_time=in_words(expected.time if expected else None),
        refusal=refusal,
        way_on=_way_on(refusal),
        others=_others(cohort, offer) if cohort and gone else [],
    )


def _days(offer: Offer, cohort: Cohort, form: AskForm) -> list[choices.Day]:
    free: list[datetime] = calendar.open_times(offer.person, cohort, guest=current_user)
    return choices.by_day(free, current_user.time_zone, chosen=form.proposed_times.data or ())


def _others(cohort: Cohort, offer: Offer) -> list[Shown]:
    """Who fits next best; whoever was asked before is left out."""
    exclude = asked_before(current_user.id) | {offer.person_id}
    return recommendations.alternatives(current_user, cohort=cohort, exclude=exclude)


def _way_on(refusal: Refusal | None) -> tuple[str, str] | None:
    """Label and address of what helps with this refusal."""
    if isinstance(refusal, AlreadyAsked):
        return _("See your request"), url_for("mentoring.show", request_id=refusal.facts["request"])
    if isinstance(refusal, AlreadyMatched):
        return _("See your match"), url_for("relationship.show", match_id=refusal.facts["match"])
    if isinstance(refusal, NoAimYet):
        return _("Tell where you want to go"), url_for("profiles.start")
    if isinstance(refusal, LimitReached):
        return _("See your requests"), url_for("mentoring.index")
    return None
