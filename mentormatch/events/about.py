"""What events say of themselves."""

from collections.abc import Iterable
from datetime import timedelta

from flask import url_for

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.i18n import _, _l
from mentormatch.events import queries, record, service
from mentormatch.events.service.telling import FEEDBACK, LAST, MISSED
from mentormatch.notifications.optional import OptionalLetter
from mentormatch.office.about import Place, Service, Task
from mentormatch.office.deeds import Deed, done
from mentormatch.office.kept import Entry, Erased, Kept, Seen, Theme, Why, ours

COMING = Place("events.index", _l("Events"), "ticket")
ORGANISED = Place("organiser_events.index", _l("Events"), "ticket")
_GUESTS = frozenset({RoleName.MENTEE, RoleName.MENTOR})

#: An organiser is told of an event so long before it begins.
SOON = timedelta(hours=12)


def _tasks(person: Person) -> Iterable[Task]:
    if person.is_(RoleName.MENTEE) or person.is_(RoleName.MENTOR):
        mine = url_for("events.mine")
        yield Task(
            _("A place is kept for you in an event: take it or let it pass on"), queries.count_kept_for(person), mine
        )
        yield Task(_("You are asked to speak at an event"), queries.count_to_answer(person), mine)
    if person.is_(RoleName.COORDINATOR) or person.is_(RoleName.COACH):
        near = queries.near(SOON)
        one = len(near) == 1
        url = url_for("organiser_events.show", event_id=near[0].id) if one else url_for("organiser_events.index")
        yield Task(_("Events today: check people in"), len(near), url)


SERVICE = Service(
    name="events",
    title=_l("Events"),
    text=_l("Talks, workshops, fairs and drop-ins: registration, waiting lists, check-in, certificates."),
    pages=("views", "organiser_views"),
    api=("api",),
    listeners=("found", "kind", "service.sweeping", "service.telling"),
    menu={
        RoleName.MENTEE: (COMING,),
        RoleName.MENTOR: (COMING,),
        RoleName.COORDINATOR: (ORGANISED,),
        RoleName.COACH: (ORGANISED,),
    },
    belongs={"events": ("events.index",), "organiser_events": ("organiser_events.index",)},
    kept={
        "event_series": ours(_l("Series of events"), "id title"),
        "event": ours(
            _l("Events of the career office"),
            "id series_id kind status title text language starts_at ends_at zone place online_link capacity taken"
            " registration opens_at closes_at cancel_until waiting affiliations cohorts degrees years mentors_too"
            " recording_link slides_link shown_to_all door_code reason moves created_at changed_at",
        ),
        "event_question": ours(_l("What is asked at registration"), "id event_id number kind text choices needed"),
        "event_speaker": Entry(
            Theme.SERVICES, _l("Events at which you were asked to speak"), Why.SERVICE, (Seen.YOU, Seen.STAFF),
            Kept.ACCOUNT, Erased.DELETED, exported="id event_id name words link person_id agreed_at booking_id",
            mine="person_id",
        ),
        "event_place": Entry(
            Theme.SERVICES, _l("Events that you registered for or waited for, your answers and your feedback"),
            Why.SERVICE, (Seen.YOU, Seen.STAFF), Kept.ACCOUNT, Erased.DELETED,
            exported="id event_id person_id status joined_at offered_at closes_at booking_id answers came_at rating"
            " feedback feedback_at",
            withheld="turn came_by_id", mine="person_id",
        ),
    },
    deeds={
        "event.made": done(_l("An event was drafted.")),
        "event.changed": done(_l("An event was changed.")),
        "event.published": done(_l("An event was published.")),
        "event.called_off": done(_l("An event was called off.")),
        "event.over": done(_l("An event was over.")),
        "event.links_kept": done(_l("Recording and slides of an event were added.")),
        "event.exported": done(_l("An organiser took a file of the people of an event.")),
        "event_speaker.added": done(_l("A speaker was added to an event.")),
        "event_speaker.agreed": Deed(_l("A mentor agreed to speak at an event.")),
        "event_speaker.removed": done(_l("A speaker was taken off an event.")),
        "event_place.registered": Deed(_l("Somebody registered for an event.")),
        "event_place.waiting": Deed(_l("Somebody joined the waiting list of an event.")),
        "event_place.offered": Deed(_l("A place in an event was kept for somebody.")),
        "event_place.left": Deed(_l("Somebody gave back a place in an event, or left its waiting list.")),
        "event_place.passed_on": Deed(_l("Somebody let a place in an event pass on.")),
        "event_place.lapsed": Deed(_l("A place in an event that was kept for somebody passed on.")),
        "event_place.cannot": Deed(_l("An event was moved, and somebody could not come any more.")),
        "event_place.removed": Deed(_l("An organiser took somebody off an event.")),
        "event_place.called_off": Deed(_l("A place ended because its event was called off.")),
        "event_place.came": Deed(_l("Somebody came to an event.")),
        "event_place.came_not": Deed(_l("An organiser took back that somebody came to an event.")),
        "event_place.feedback": Deed(_l("Somebody said how useful an event was.")),
    },
    subjects={
        "event": _l("Event"),
        "event_speaker": _l("Speaker"),
        "event_place": _l("Place in an event"),
    },
    record=record.happenings,
    tasks=_tasks,
    ahead=lambda: len(queries.ahead()),
    wind_down=service.close,
    leave=service.forget,
    last_letters=LAST,
    letters=(
        OptionalLetter("events.missed", _l("Events: what you missed, and its recording"), (MISSED,), _GUESTS),
        OptionalLetter("events.feedback", _l("Events: the question how useful it was"), (FEEDBACK,), _GUESTS),
    ),
)  # fmt: skip
