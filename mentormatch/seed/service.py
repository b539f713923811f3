"""The demo programme: people, then their vectors, then what happened between them."""

from collections.abc import Callable
from datetime import date, timedelta

import sqlalchemy as sa

from mentormatch.accounts import service as accounts
from mentormatch.accounts import tokens
from mentormatch.accounts.models import Person, RoleName
from mentormatch.announcements import service as announcements
from mentormatch.announcements.models import Segment
from mentormatch.core.clock import now, travel
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import Conflict
from mentormatch.core.i18n import _l
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import Letter, LetterStatus
from mentormatch.privacy import service as privacy
from mentormatch.profiles import merging
from mentormatch.profiles.models import TermKind
from mentormatch.programmes import queries as programmes_queries
from mentormatch.programmes import service as programmes
from mentormatch.programmes.models import Cohort, EnrolledAs, ReviewMode
from mentormatch.queue import service as queue
from mentormatch.queue.queries import own
from mentormatch.queue.queries import rows as queued
from mentormatch.recommendations.encoding import encode_pending
from mentormatch.relationship.sweeps import take_pulses
from mentormatch.seed import coaching, content, documents, events, internships, office, paths, people, plans, resources
from mentormatch.seed.story import tell
from mentormatch.waitinglist import service as waitinglist

#: Called with the words for what is done, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]
SEASONS = ("Winter", "Spring", "Summer", "Autumn")
#: How long ago the newer cohort began, and how much earlier the other one: another season, so another name.
SINCE = timedelta(days=60)
EARLIER = timedelta(days=92)
PAUSED = "wei.chen"
#: Who has downloaded everything about themself, who has left after a match, and how long ago.
DOWNLOADER, DOWNLOADED = "maya", timedelta(days=3)
LEAVER, LEFT = "aisha.bello", timedelta(days=2)
#: Who wants to wait until a place is kept for them, the longest first.
IN_LINE = ("lena.hoffmann", "timo.kruger", "camila.fuentes")
#: Two spellings of a skill that people of the demo use.
ONE_WORD = "budgets", "Budget"
NEWS = (
    "Three evenings to meet mentors",
    "Hello {name},\n\nyou have no mentor yet. Come to one of three open evenings, or ask somebody from your list.",
)
#: Letters that would leave, now or with a digest.
KEPT = (LetterStatus.QUEUED, LetterStatus.COLLECTED)


class NotEmpty(Conflict):
    sentence = _l("The demo programme is for an empty database, and this one has people in it.")


def is_empty() -> bool:
    """Nobody has an account here yet."""
    return db.session.scalar(sa.select(Person.id).limit(1)) is None


def make_demo(progress: Progress) -> None:
    """Make the demo programme. Raises NotEmpty when there is anybody already."""
    make_people(progress)
    encode_pending(progress=lambda done, total: progress("Encoding texts", done, total))
    make_story(progress)


@transactional
def make_people(progress: Progress) -> None:
    """The programme, its cohorts and everybody in them, with their profiles and weekly hours."""
    if not is_empty():
        raise NotEmpty
    mentors, students, applicants = content.mentors(), content.students(), content.applicants()
    total = len(mentors) + len(students) + len(applicants)
    joined: dict[str, Person] = {}
    with travel(-people.JOINED):
        cora, ada = people.make_staff()
    for entry in [*mentors, *students, *applicants]:
        with travel(people.JOIN_EVERY * len(joined) - people.JOINED):
            joined[entry["email"]] = people.join(entry)
        progress("Making people", len(joined), total)
    with travel(-SINCE):
        cohorts = _open_cohorts(cora, ada)
        for entry in mentors:
            mine = [cohort for key, cohort in cohorts.items() if entry["cohort"] in {key, "both"}]
            people.become_mentor(joined[entry["email"]], entry, mine, by=cora)
    for number, entry in enumerate(students):
        with travel(people.ENROL_EVERY * number - SINCE):
            people.become_student(joined[entry["email"]], entry, cohorts[entry["cohort"]])
    for entry in applicants:
        people.apply(joined[entry["email"]], entry)
    merging.merge(TermKind.SKILL, *ONE_WORD, by=cora)
    _keep_letters()


def _open_cohorts(cora: Person, ada: Person) -> dict[str, Cohort]:
    """One cohort that reviews after both agree and takes newcomers, one without review; Cora looks after both."""
    programmes.set_programme(
        by=ada,
        name="Career mentoring",
        contact_name="Career office",
        contact_email=content.address("careers"),
    )
    today = now().date()
    cohorts = {
        "free": _open(today - EARLIER, ReviewMode.NONE, default=False, by=ada),
        "reviewing": _open(today, ReviewMode.AFTER_BOTH, default=True, by=ada),
    }
    for cohort in cohorts.values():
        programmes.enrol(cora, cohort, EnrolledAs.COORDINATOR, by=ada)
    for person in (cora, ada):
        accounts.revoke(person, RoleName.MENTEE, by=ada)
    return cohorts


def _open(starts_on: date, review_mode: ReviewMode, *, default: bool, by: Person) -> Cohort:
    season = SEASONS[(starts_on.month % 12) // 3]
    return programmes.open_cohort(
        f"{season} {starts_on.year}",
        by=by,
        default=default,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=300),
        review_mode=review_mode,
    )


@transactional
def make_story(progress: Progress) -> None:
    """Requests, answers, matches and sessions, as if people had used the programme for weeks."""
    cora, omar, tired = (people.find(who) for who in ("cora", "omar", PAUSED))
    tell(content.story(), coordinator=cora, progress=lambda done, total: progress("Telling their story", done, total))
    people.pause(tired, days_ago=10)
    people.take_day_off(omar, days_ahead=16)
    people.keep_own_limits(omar)
    people.read_own_calendar(omar)
    office.set_up(_newcomers_cohort(), people.find("eve"), by=cora)
    events.plan(omar, by=cora)
    letters.set_preference(omar, quiet_from=22 * 60, quiet_to=7 * 60)
    tokens.create(omar, "Calendar on my laptop", by=omar)
    with travel(-DOWNLOADED):
        privacy.note_download(people.find(DOWNLOADER))
    with travel(-LEFT):
        privacy.delete_account(people.find(LEAVER))
    for days, who in enumerate(IN_LINE):
        with travel(timedelta(days=days - len(IN_LINE))):
            waitinglist.join(people.find(who))
    waitinglist.sweep()
    coaching.set_up(people.find("maya"), people.find(IN_LINE[1]), by=cora)
    documents.set_up(people.find("maya"), people.find(IN_LINE[1]), omar)
    words = {"subject": NEWS[0], "body": NEWS[1], "degree": ""}
    announcements.write(_newcomers_cohort().id, by=cora, segment=Segment.NO_MATCH, **words)
    plans.make_plans(people.find("maya"), people.find("omar"), by=cora)
    resources.set_up(people.find("maya"), people.find("omar"), by=cora)
    paths.set_up(by=cora)
    internships.plan(people.find("maya"), by=cora)
    take_pulses()
    queue.save_view("Strong pairs to review", "kind=match&band=strong", by=cora)
    waiting, _more = queued.page_of(own.everything_for(cora), limit=1)
    for row in waiting:
        queue.assign(row.key, cora, by=cora)
    _keep_letters()


def _newcomers_cohort() -> Cohort:
    cohort = programmes_queries.default_cohort()
    assert cohort is not None
    return cohort


def _keep_letters() -> None:
    """Leave the letters readable but never mail them: nobody lives at these addresses. Same transaction, so no worker
    can be faster."""
    waiting = sa.update(Letter).where(Letter.status.in_(KEPT), Letter.to_address.endswith(content.DOMAIN))
    db.session.flush()
    db.session.execute(waiting.values(status=LetterStatus.SENT, sent_at=Letter.created_at))
