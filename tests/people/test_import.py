"""What an import writes, what it leaves alone, and what it refuses."""

from collections.abc import Mapping

import pytest
import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts.models import Affiliation, Person, RoleName
from mentormatch.core.audit import AuditEntry
from mentormatch.core.db import db
from mentormatch.notifications.models import Letter
from mentormatch.people import queries, service
from mentormatch.people.record import OFFER_COLUMNS, PROFILE_COLUMNS, OutcomeStatus, Report, Terms
from mentormatch.profiles import queries as profiles
from mentormatch.profiles import service as profiles_service
from mentormatch.profiles.models import Offer, OfferStatus
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment
from tests.make import Make
from tests.people.example import MENTOR, STUDENT, entries_of


def take(*rows: Mapping[str, str], **terms: object) -> Report:
    return service.import_people(entries_of(*rows), Terms(**terms), by=None)  # type: ignore[arg-type]


def statuses(report: Report) -> list[str]:
    return [outcome.status.value for outcome in report.outcomes]


def person(email: str) -> Person:
    return db.session.scalars(sa.select(Person).where(Person.email == email)).one()


def rows_in_database() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, to see that nothing has changed."""
    return {
        table.name: sorted((tuple(row) for row in db.session.execute(sa.select(table))), key=repr)
        for table in db.metadata.sorted_tables
    }


def test_newcomers_are_enrolled_approved_and_get_no_letter(app: Flask) -> None:
    report = take(MENTOR, STUDENT)
    assert statuses(report) == ["accepted", "accepted"]
    nina, sam = person("nina@example.org"), person("sam@example.org")
    assert [role.name for role in nina.roles] == [RoleName.MENTOR]
    assert [role.name for role in sam.roles] == [RoleName.MENTEE]
    assert (nina.password, nina.confirmed_at, nina.affiliation, sam.affiliation) == (
        None, None, Affiliation.ALUM, Affiliation.STUDENT,
    )  # fmt: skip
    offer = profiles.offer_of(nina.id)
    assert offer is not None
    assert (offer.status, offer.capacity, offer.role_title) == (OfferStatus.APPROVED, 3, "Data analyst")
    aim = profiles.aim_of(sam.id)
    assert aim is not None
    assert aim.skills_wanted == ("SQL",)
    cohort = programmes.default_cohort()
    assert cohort is not None
    enrolled = db.session.execute(sa.select(Enrolment.person_id, Enrolment.cohort_id, Enrolment.enrolled_as)).all()
    assert sorted(map(tuple, enrolled)) == [
        (nina.id, cohort.id, EnrolledAs.MENTOR), (sam.id, cohort.id, EnrolledAs.MENTEE),
    ]  # fmt: skip
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Letter)) == 0


def test_a_newcomer_is_like_somebody_whom_the_services_have_made(app: Flask, make: Make) -> None:
    """Newcomers are written in bulk past the services; this is what keeps the two alike."""
    row = entries_of(MENTOR)[0].row
    assert row is not None
    cohort = make.cohort()
    by_services = make.person("Nina Berg", email="like@example.org", time_zone="Europe/Berlin")
    profiles_service.admit_mentor(by_services, cohort, by=None)
    background = row.said(PROFILE_COLUMNS)
    profiles_service.save_background(by_services, by=None, **background)
    offered = row.said(OFFER_COLUMNS)
    profiles_service.save_offer(by_services, by=None, **offered)
    take(MENTOR)
    kept = {}
    for email in ("like@example.org", "nina@example.org"):
        someone = person(email)
        profile, offer = profiles.profile_of(someone.id), profiles.offer_of(someone.id)
        kept[email] = [
            {column.key: getattr(table, column.key) for column in sa.inspect(type(table)).column_attrs}
            for table in (profile, offer)
        ]
        assert someone.facts_stamp > 0
        assert profile is not None
        assert profile.texts_stamp > 0
    for one, other in zip(*kept.values(), strict=True):
        different = {name for name in one if one[name] != other[name]}
        assert different <= {"person_id", "texts_stamp", "updated_at", "decided_at"}


def test_importing_the_same_file_again_changes_no_row(app: Flask) -> None:
    take(MENTOR, STUDENT)
    before = rows_in_database()
    assert statuses(take(MENTOR, STUDENT)) == ["unchanged", "unchanged"]
    assert rows_in_database() == before


def test_a_check_writes_nothing_and_says_the_same(app: Flask) -> None:
    before = rows_in_database()
    report = service.check_people(entries_of(MENTOR, STUDENT, {**STUDENT, "email": "bad"}), Terms())
    assert statuses(report) == ["accepted", "accepted", "refused"]
    assert rows_in_database() == before


def test_only_what_differs_is_changed_and_named(app: Flask) -> None:
    take(MENTOR)
    report = take(
        {**MENTOR, "name": "Nina Berger", "capacity": "4", "skills": "SQL;R", "availability": "Fri 08:00-09:00"}
    )
    assert report.outcomes[0].changes == ("name", "skills", "capacity", "availability")
    known = queries.known_people(["nina@example.org"])["nina@example.org"].row
    assert (known.name, known.capacity, known.skills) == ("Nina Berger", 4, ("SQL", "R"))
    assert known.degree == "BSc Digital Business"


def test_an_empty_cell_does_not_erase_what_somebody_wrote(app: Flask) -> None:
    take(MENTOR)
    assert statuses(take({**MENTOR, "bio": "", "skills": "", "capacity": ""})) == ["unchanged"]
    assert queries.known_people(["nina@example.org"])["nina@example.org"].row.bio == MENTOR["bio"]


def test_fine_rows_are_written_beside_refused_ones(app: Flask) -> None:
    report = take(MENTOR, {**STUDENT, "time_zone": "Mars/Olympus"})
    assert statuses(report) == ["accepted", "refused"]
    assert set(queries.known_people(["nina@example.org", "sam@example.org"])) == {"nina@example.org"}


def test_all_or_nothing_writes_nothing_when_a_row_is_refused(app: Flask) -> None:
    before = rows_in_database()
    with pytest.raises(service.NothingWritten) as found:
        service.import_all_or_nothing(entries_of(MENTOR, {**STUDENT, "email": "bad"}), Terms(), by=None)
    assert statuses(found.value.report) == ["accepted", "refused"]
    assert rows_in_database() == before
    service.import_all_or_nothing(entries_of(MENTOR, STUDENT), Terms(), by=None)
    assert len(queries.known_people(["nina@example.org", "sam@example.org"])) == 2


def test_somebody_about_whom_no_role_is_said_is_a_student(app: Flask) -> None:
    take({"email": "new@example.org", "name": "New"})
    assert [role.name for role in person("new@example.org").roles] == [RoleName.MENTEE]


def test_a_newcomer_without_a_name_is_refused(app: Flask) -> None:
    report = take({"email": "new@example.org"})
    assert report.outcomes[0].faults[0].column == "name"


@pytest.mark.parametrize("role", ["coach", "coordinator"])
def test_staff_roles_need_leave(app: Flask, role: str) -> None:
    row = {"email": "staff@example.org", "name": "Staff", "roles": role}
    assert statuses(take(row)) == ["refused"]
    assert statuses(take(row, staff_allowed=True)) == ["accepted"]
    assert statuses(take(row)) == ["unchanged"]  # what somebody has already is not given
    assert person("staff@example.org").affiliation == Affiliation.OTHER


def test_a_coordinator_of_a_file_looks_after_the_cohort(app: Flask) -> None:
    take({"email": "c@example.org", "name": "C", "roles": "coordinator"}, staff_allowed=True, cohort_name="Spring")
    assert [cohort.name for cohort in programmes.cohorts_of(person("c@example.org"))] == ["Spring"]


def test_roles_are_added_and_never_taken_away(app: Flask) -> None:
    take(MENTOR)
    report = take({**MENTOR, "roles": "student", "goal": "I want to lead a team of analysts one day."})
    assert report.outcomes[0].changes == ("roles", "goal", "cohort")
    assert {role.name for role in person("nina@example.org").roles} == {RoleName.MENTOR, RoleName.MENTEE}


def test_a_capacity_below_the_mentees_somebody_has_is_refused(app: Flask) -> None:
    take(MENTOR)
    nina = person("nina@example.org")
    profiles_service.take_place(nina.id)
    profiles_service.take_place(nina.id)
    refused = take({**MENTOR, "capacity": "1"}).outcomes[0]
    assert (refused.status, refused.faults[0].column) == (OutcomeStatus.REFUSED, "capacity")
    assert statuses(take({**MENTOR, "capacity": "2"})) == ["changed"]


def test_a_mentor_on_leave_may_have_no_place(app: Flask) -> None:
    take({**MENTOR, "capacity": "0"})
    assert statuses(take({**MENTOR, "capacity": "0"})) == ["unchanged"]
    assert statuses(take({**MENTOR, "capacity": "20"})) == ["changed"]


def test_columns_that_a_role_has_no_use_for_are_told_and_left_out(app: Flask) -> None:
    report = take({**STUDENT, "capacity": "3", "headline": "Hello"})
    assert report.outcomes[0].unused == ("headline", "capacity")
    assert statuses(take({**STUDENT, "capacity": "3", "headline": "Hello"})) == ["unchanged"]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Offer)) == 0


def test_a_named_cohort_takes_everybody_and_is_made_if_missing(app: Flask, make: Make) -> None:
    make.cohort("First", default=True)
    take(STUDENT)
    report = take(STUDENT, cohort_name="Second")
    assert report.outcomes[0].changes == ("cohort",)
    cohorts = sa.select(Cohort.name).join(Enrolment).order_by(Cohort.id)
    assert list(db.session.scalars(cohorts)) == ["First", "Second"]
    assert statuses(take(STUDENT)) == ["unchanged"]  # without a name people stay where they are


def test_an_import_without_a_cohort_for_newcomers_uses_the_one_it_has_made_before(app: Flask, make: Make) -> None:
    take(STUDENT)
    db.session.execute(sa.update(Cohort).values(default=False))
    db.session.commit()
    assert statuses(take(MENTOR, STUDENT)) == ["accepted", "unchanged"]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Cohort)) == 1


def test_somebody_who_registered_keeps_the_account_and_joins_the_cohort(app: Flask, make: Make) -> None:
    make.person("Sam Poe", email="sam@example.org", time_zone="Europe/London")
    report = take(STUDENT)
    assert report.outcomes[0].status == OutcomeStatus.CHANGED
    assert programmes.enrolment_of(person("sam@example.org"), EnrolledAs.MENTEE) is not None


def test_a_name_that_looks_like_a_formula_is_kept_as_typed(app: Flask) -> None:
    take({**STUDENT, "name": '=HYPERLINK("http://x")'})
    assert person("sam@example.org").name == '=HYPERLINK("http://x")'


def test_somebody_who_comes_by_another_way_meanwhile_refuses_only_their_own_row(
    app: Flask, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.person("Sam", email="sam@example.org")
    monkeypatch.setattr(queries, "known_people", lambda emails: {})  # as if Sam had registered after the look
    report = take(MENTOR, STUDENT)
    assert statuses(report) == ["accepted", "refused"]
    assert "meanwhile" in str(report.outcomes[1].faults[0].reason)
    db.session.rollback()
    assert person("nina@example.org").name == "Nina Berg"


def test_the_trail_tells_of_the_import_without_names(app: Flask, make: Make) -> None:
    cora = make.person("Cora")
    service.import_people(entries_of(MENTOR), Terms(), by=cora)
    trail = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.by_id == cora.id)).all()
    assert {entry.action for entry in trail} >= {"people.imported", "person.imported"}
    assert "Nina" not in repr([entry.facts for entry in trail])
