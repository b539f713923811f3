"""Making the demo people through the services, weeks before now."""

from datetime import timedelta
from typing import Any

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Affiliation, Person, RoleName
from mentormatch.calendar import service as calendar
from mentormatch.core.clock import now, travel
from mentormatch.profiles import service as profiles
from mentormatch.programmes import service as programmes
from mentormatch.programmes.models import Cohort, EnrolledAs
from mentormatch.scheduling import parse_hours
from mentormatch.seed.content import address

BACKGROUND = ("degree", "previous_field", "years_experience", "skills", "languages", "bio")
AIM = ("clarity", "goal", "target_roles", "industries", "skills_wanted", "help_topics")
OFFER = ("headline", "role_title", "organisation", "industries", "help_topics", "capacity", "meeting_link")
#: When the first people joined; cohorts open after that, so that nobody is enrolled before they say as what.
JOINED = timedelta(days=75)
JOIN_EVERY = timedelta(hours=4, minutes=23)
ENROL_EVERY = timedelta(hours=10, minutes=40)
STAFF = (
    ("cora@demo.example", "Cora Bianchi", "en", RoleName.COORDINATOR),
    ("ada@demo.example", "Ada Novak", "en", RoleName.ADMIN),
)


def find(who: str) -> Person:
    """Somebody by the part of the address before the @."""
    person = accounts.find_person(address(who))
    assert person is not None, who
    return person


def make_staff() -> tuple[Person, Person]:
    """Cora the coordinator and Ada the admin."""
    made = []
    for email, name, locale, role in STAFF:
        person = accounts.make_person(
            email=email, name=name, locale=locale, affiliation=Affiliation.OTHER, is_confirmed=True
        )
        accounts.grant(person, role, by=None)
        made.append(person)
    cora, ada = made
    return cora, ada


def join(entry: dict[str, Any]) -> Person:
    """Make the account of somebody with a background and weekly hours."""
    alum = entry.get("affiliation") == "alum" or entry["graduation_year"] < 0
    person = accounts.make_person(
        email=entry["email"],
        name=entry["name"],
        locale=entry.get("locale") or ("it" if entry["languages"][0] == "it" else "en"),
        time_zone=entry["zone"],
        affiliation=Affiliation.ALUM if alum else Affiliation.STUDENT,
        is_confirmed=True,
    )
    year = now().year + entry["graduation_year"]
    profiles.save_background(person, by=person, graduation_year=year, **_some(entry, BACKGROUND))
    calendar.set_weekly_hours(person, parse_hours(entry["hours"]), by=person)
    return person


def become_student(person: Person, entry: dict[str, Any], cohort: Cohort) -> None:
    profiles.save_aim(person, by=person, **_some(entry, AIM))
    programmes.enrol(person, cohort, EnrolledAs.MENTEE, by=person)


def become_mentor(person: Person, entry: dict[str, Any], cohorts: list[Cohort], *, by: Person) -> None:
    """A mentor and nothing else: whoever confirms an address may look for a mentor, which these do not."""
    profiles.save_offer(person, by=person, **_some(entry, OFFER))
    for cohort in cohorts:
        profiles.admit_mentor(person, cohort, by=by)
    accounts.revoke(person, RoleName.MENTEE, by=by)


def apply(person: Person, entry: dict[str, Any]) -> None:
    """Apply to be a mentor, some days ago."""
    with travel(-timedelta(days=entry["applied_days_ago"])):
        profiles.save_offer(person, by=person, **_some(entry, OFFER))
        profiles.apply_as_mentor(person)


#: How an event of a calendar file begins, and how it writes a time.
EVENT, STAMP = "BEGIN:VEVENT\n", "%Y%m%dT%H%M%SZ"


def take_day_off(person: Person, *, days_ahead: int) -> None:
    calendar.add_exception(person, (now() + timedelta(days=days_ahead)).date(), None, by=person)


def keep_own_limits(person: Person) -> None:
    """A mentor who lets nobody book on the day before, and gives two sessions a week at most."""
    calendar.set_own_limits(person, by=person, notice_hours=48, sessions_per_week=2)


def read_own_calendar(person: Person) -> None:
    """A mentor whose own calendar was read three days ago: busy every other morning, one whole day away."""
    noon = now().replace(hour=12, minute=0, second=0, microsecond=0)
    busy = [(noon + timedelta(days=days), timedelta(hours=2)) for days in range(1, 30, 2)]
    busy.append((noon + timedelta(days=6), timedelta(hours=24)))
    times = "".join(f"{EVENT}DTSTART:{at:{STAMP}}\nDTEND:{at + length:{STAMP}}\nEND:VEVENT\n" for at, length in busy)
    with travel(-timedelta(days=3)):
        calendar.read_busy_times(person, f"BEGIN:VCALENDAR\n{times}END:VCALENDAR\n".encode(), by=person)


def pause(person: Person, *, days_ago: int) -> None:
    """A mentor takes a pause."""
    with travel(-timedelta(days=days_ago)):
        profiles.set_paused(person, True, by=person)


def _some(entry: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: entry[name] for name in names if name in entry}
