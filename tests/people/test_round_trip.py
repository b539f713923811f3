"""Importing an export changes nothing, whoever is in it."""

from flask import Flask

from mentormatch.accounts.models import RoleName
from mentormatch.people import queries, service
from mentormatch.people.files import read_table, write_table, write_workbook
from mentormatch.people.record import OutcomeStatus, Terms
from mentormatch.people.rows import read_entries
from mentormatch.profiles import service as profiles
from mentormatch.profiles.queries import aim_of, offer_of
from mentormatch.programmes.models import EnrolledAs
from tests.make import Make
from tests.people.example import MENTOR, STUDENT, entries_of
from tests.people.test_import import rows_in_database
from tests.personas import Personas


def exported() -> bytes:
    return write_table(queries.every_person())


def import_again(content: bytes) -> list[OutcomeStatus]:
    report = service.import_people(list(read_entries(read_table(content))), Terms(), by=None)
    return [outcome.status for outcome in report.outcomes]


def test_importing_an_export_changes_no_row(app: Flask, personas: Personas, make: Make) -> None:
    service.import_people(entries_of(MENTOR, {**STUDENT, "name": "=1+1", "skills": "+x;'=y"}), Terms(), by=None)
    both = make.mentor("Both Sides", cohort=personas.other_cohort)
    make.enrol(both, personas.cohort, EnrolledAs.MENTEE)
    make.person("Coach", roles=[RoleName.COACH, RoleName.MENTEE])
    profiles.save_aim(personas.maya, by=None, industries=("retail",), goal='Two lines,\nwith a "quote"; and a stop.')
    before = rows_in_database()
    statuses = import_again(exported())
    assert set(statuses) == {OutcomeStatus.UNCHANGED}
    assert len(statuses) == 9
    assert rows_in_database() == before
    assert import_again(write_workbook(queries.every_person())) == statuses
    assert rows_in_database() == before


def test_somebody_who_is_student_and_mentor_keeps_two_different_lists(app: Flask, make: Make) -> None:
    both = make.mentor("Both Sides", industries=("retail",))
    service.import_people(
        entries_of({"email": both.email, "roles": "student", "goal": "I want to teach one day, in the evenings."}),
        Terms(), by=None,
    )  # fmt: skip
    profiles.save_aim(both, by=None, industries=("education",))
    assert import_again(exported()) == [OutcomeStatus.UNCHANGED]
    assert import_again(exported().replace(b"Both Sides", b"Both")) == [OutcomeStatus.CHANGED]
    aim, offer = aim_of(both.id), offer_of(both.id)
    assert aim is not None
    assert offer is not None
    assert (aim.industries, offer.industries) == (("education",), ("retail",))


def test_an_export_moves_people_to_another_installation(app: Flask, personas: Personas) -> None:
    content = exported()
    rows = [entry.row for entry in read_entries(read_table(content))]
    assert None not in rows
    assert {row.email for row in rows if row} == {
        personas.maya.email, personas.omar.email, personas.cora.email, personas.ada.email, personas.eve.email,
    }  # fmt: skip
