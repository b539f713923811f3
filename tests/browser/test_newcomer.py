"""A coordinator's first term, by keyboard alone: copy a cohort, import its people, review, assign, look, report."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.jobs import JOBS
from mentormatch.mentoring import service as mentoring
from mentormatch.mentoring.models import Match, Request, RequestStatus
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment
from tests.browser.conftest import Site, Visit, Visitor
from tests.browser.keyboard import Keyboard
from tests.browser.world import NOTE, on
from tests.pdf import make_readable, words_of
from tests.personas import make_personas

#: How many stand in the file, on which screen.
SIZES = [
    pytest.param((30, 390, "light"), id="a-class-on-a-phone"),
    pytest.param((300, 390, "dark"), id="a-year-on-a-phone", marks=pytest.mark.trial),
    pytest.param((300, 1280, "light"), id="a-year-at-a-desk", marks=pytest.mark.trial),
]
#: Three people in the file are wrong; one of them is put right.
WRONG = 3
CASES = 10
WORK = ["data analyst", "nurse", "product manager", "teacher", "backend developer", "designer"]
HEADER = [
    "Mail",
    "First name",
    "Surname",
    "Type",
    "Course",
    "Goal",
    "About me",
    "Job",
    "Places",
    "Hours",
    "Dream",
    "Bus",
]


@pytest.fixture(autouse=True)
def readable_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    make_readable(monkeypatch)


@pytest.mark.parametrize("size", SIZES)
def test_a_first_term_by_keyboard(visitors: Visit, site: Site, size: tuple[int, int, str]) -> None:
    number, width, theme = size
    with on(site) as make:
        people = make_personas(make)
        people.cohort.check_in_days = 10
        db.session.commit()
        cora_id = people.cora.id
    cora: Visitor = visitors(width=width, theme=theme)
    cora.sign_in(cora_id)
    cora.open("/coordinator/cohorts")
    keys = Keyboard(cora)
    cohort_id = set_up(site, cora, keys)
    import_people(site, cora, keys, number)
    make_cases(site, cohort_id)
    review(site, cora, keys)
    grow_stuck(site, cohort_id)
    assign(site, cora, keys)
    find_the_stuck(site, cora, keys)
    report(cora, keys)


def work(site: Site, *jobs: str) -> None:
    """The worker's turn."""
    with on(site):
        for job in jobs:
            JOBS[job]()


def set_up(site: Site, cora: Visitor, keys: Keyboard) -> int:
    keys.follow("Autumn")
    keys.follow("Copy for the next term")
    keys.write("Name", "Spring")
    keys.go("Open the cohort")
    keys.follow("Settings")
    keys.write("Open requests per student", "2")
    keys.turn_to("Before the mentor sees the request")
    keys.go("Save")
    with on(site):
        cohort = db.session.query(Cohort).filter_by(name="Spring").one()
        assert (cohort.review_mode, cohort.open_requests_limit, cohort.check_in_days) == ("before_mentor", 2, 10)
        return cohort.id


def people_file(number: int) -> bytes:
    """Two students for each mentor, whose columns are called as an office calls them."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEADER)
    for one in range(number):
        mentor, job = one % 3 == 0, WORK[one // 3 % len(WORK)]
        goal = "" if mentor else f"I would like to become a {job} and learn how the first year in this work is."
        bio = f"I work as a {job} and came to it from another field." if mentor else ""
        hours = "Mon 17:00-21:00; Wed 17:00-21:00; Sat 09:00-12:00"
        writer.writerow([
            f"person{one}@uni.example", f"Given{one}", f"Family{one}", "mentor" if mentor else "student",
            f"BSc {('Statistics', 'History')[one % 2]}",
            goal, bio, job if mentor else "", "3" if mentor else "", hours, "" if mentor else job, "12",
        ])  # fmt: skip
    writer.writerow(["nina.uni.example", "Nina", "Weber", "student", *[""] * 8])
    writer.writerow(["boss@uni.example", "Bo", "Stern", "admin", *[""] * 8])
    writer.writerow(["many@uni.example", "Max", "Viel", "mentor", "", "", "", "nurse", "many", "", "", ""])
    return file.getvalue().encode()


def import_people(site: Site, cora: Visitor, keys: Keyboard, number: int) -> None:
    cora.open("/coordinator/people/import")
    keys.choose_file("CSV or .xlsx file", "spring.csv", people_file(number))
    keys.pick(keys.main.get_by_label("Cohort"), "Spring")
    keys.go("Check the file")
    cora.sees("What do the columns mean?")
    keys.pick(keys.main.get_by_label("Dream"), "Roles aimed for")
    keys.go("Check the rows")
    work(site, "people.import")
    cora.sees("3 rows cannot be imported as they are.", "Columns that are not imported: Bus.")
    keys.write(f"E-mail address on line {number + 2}", "nina@uni.example")
    keys.go("Check these again")
    cora.sees("1 row is fine now.")
    keys.go(f"Import {number + 1} rows")
    work(site, "people.import")
    cora.sees(f"{number + 1} people are new.")
    work(site, "vectors.encode")


def make_cases(site: Site, cohort_id: int) -> None:
    """Ten students ask ten mentors."""
    with on(site):
        mentees, mentors = ([*of(cohort_id, role)][:CASES] for role in (EnrolledAs.MENTEE, EnrolledAs.MENTOR))
        for mentee, mentor in zip(mentees, mentors, strict=True):
            mentoring.ask(db.session.get_one(Person, mentee), mentor, note=NOTE)


def of(cohort_id: int, role: EnrolledAs) -> Iterator[int]:
    wanted = db.select(Enrolment.person_id).filter_by(cohort_id=cohort_id, enrolled_as=role)
    yield from db.session.scalars(wanted.order_by(Enrolment.person_id))


def review(site: Site, cora: Visitor, keys: Keyboard) -> None:
    """Two on their pages, one by r, seven at once by a."""
    cora.open("/coordinator/queue?kind=request")
    expect(keys.main.locator("tr[data-row]")).to_have_count(CASES)
    for _case in range(2):
        keys.keys("j")
        keys.lead("Enter")
        keys.go("Let it through")
        cora.open("/coordinator/queue?kind=request")
    keys.keys("j", "j", "k")
    keys.lead("r")
    cora.sees("Refuse 1 row?")
    keys.pick(keys.main.get_by_label("Reason"), "They have too little in common")
    keys.write("In your words", "Please tell more about what you look for.")
    keys.go("Refuse them")
    keys.go("Do it now")
    work(site, "queue.bulk")
    cora.open("/coordinator/queue?kind=request")
    for _row in range(7):
        keys.keys("j", "x")
    keys.lead("a")
    cora.sees("Approve 7 rows?")
    keys.pick(keys.main.get_by_label("Reason"), "The reasons hold")
    keys.go("Approve them")
    keys.go("Do it now")
    work(site, "queue.bulk")
    cora.open("/coordinator/queue?kind=request")
    cora.sees("Nothing waits here")
    with on(site):
        assert db.session.query(Request).filter_by(status=RequestStatus.OPEN).count() == CASES - 1


def grow_stuck(site: Site, cohort_id: int) -> None:
    """One mentor says yes; three weeks go by and nothing happens."""
    with on(site):
        request = db.session.query(Request).filter_by(cohort_id=cohort_id, status=RequestStatus.OPEN).first()
        match = mentoring.accept(request, by=db.session.get_one(Person, request.mentor_id), starts_at=None)
        _age(match.id)


@transactional
def _age(match_id: int) -> None:
    match = db.session.get_one(Match, match_id)
    match.created_at = match.activated_at = now() - timedelta(days=21)


def assign(site: Site, cora: Visitor, keys: Keyboard) -> None:
    cora.open("/coordinator/cohorts")
    spring = keys.main.locator("article").filter(has=cora.page.get_by_role("link", name="Spring"))
    keys.follow("Assign everyone who waits", within=spring)
    keys.go("Make drafts")
    work(site, "assignments.run")
    cora.page.reload()
    cora.look()
    expect(keys.main.locator("tr[data-row]")).to_have_count(3)
    keys.follow("Look")
    keys.follow("Given", within=keys.main.locator("table"))
    cora.sees("Next best")
    keys.back("Draft")
    keys.confirm("Publish this draft", "Publish")
    work(site, "assignments.run")
    cora.page.reload()
    cora.look()
    cora.sees("Published")


def find_the_stuck(site: Site, cora: Visitor, keys: Keyboard) -> None:
    work(site, "relationship.pulse")
    cora.open("/coordinator/queue?kind=stuck")
    expect(keys.main.locator("tr[data-row]")).to_have_count(1)
    keys.keys("j")
    keys.lead("Enter")
    cora.sees("No session took place")


def report(cora: Visitor, keys: Keyboard) -> None:
    """Every number of the page stands in the PDF beside its name."""
    cora.open("/coordinator/cohorts")
    spring = keys.main.locator("article").filter(has=cora.page.get_by_role("link", name="Spring"))
    keys.follow("Report", within=spring)
    rows = keys.main.locator("table.figures tbody tr").all()
    figures = [(row.locator("th").inner_text(), row.locator("td").first.inner_text()) for row in rows]
    written = words_of(keys.download("PDF").path().read_bytes())
    assert len(figures) > 20
    missing = [figure for figure in figures if " ".join(figure).replace("–", "-") not in written]
    assert not missing
    keys.follow(figures[0][0])
    keys.back("Report: Spring")
    keys.follow("Groups")
    cora.sees("BSc Statistics")
    cora.open("/coordinator/cohorts")
    keys.follow("Audit trail")
