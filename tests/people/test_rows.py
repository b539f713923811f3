"""What a row may say, and in which words a wrong one is refused."""

import pytest

from mentormatch.accounts.models import RoleName
from mentormatch.people.record import Entry
from mentormatch.scheduling import WeeklyRule
from tests.people.example import MENTOR, STUDENT, entries_of


def read(**cells: str) -> Entry:
    return entries_of({**MENTOR, **cells})[0]


def fault_of(**cells: str) -> tuple[str, str]:
    entry = read(**cells)
    assert entry.row is None
    assert len(entry.faults) == 1
    return entry.faults[0].column, str(entry.faults[0].reason)


def test_every_column_is_read_into_its_kind() -> None:
    row = read().row
    assert row is not None
    assert row.roles == (RoleName.MENTOR,)
    assert row.languages == ("de", "en")
    assert row.skills == ("SQL", "Python")
    assert row.help_topics == ("CV", "interview")
    assert (row.graduation_year, row.years_experience, row.capacity) == (2019, 6, 3)
    assert row.availability == (WeeklyRule(0, 1080, 1200), WeeklyRule(2, 720, 780))


def test_an_empty_cell_says_nothing() -> None:
    row = read(bio="", capacity="  ", skills=" ; ;", availability=";").row
    assert row is not None
    assert (row.bio, row.capacity, row.skills, row.availability) == (None, None, None, None)


def test_nought_is_a_number_and_not_an_empty_cell() -> None:
    row = read(capacity="0", years_experience="0").row
    assert row is not None
    assert (row.capacity, row.years_experience) == (0, 0)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"email": "not-an-address"}, "not an e-mail address"),
        ({"email": "a@b"}, "not an e-mail address"),
        ({"email": "x" * 300 + "@example.org"}, "at most 254"),
        ({"time_zone": "Mars/Olympus"}, "not a time zone"),
        ({"time_zone": "localtime"}, "not a time zone"),
        ({"capacity": "-3"}, "not a whole number from 0 to 20"),
        ({"capacity": "21"}, "not a whole number from 0 to 20"),
        ({"capacity": "2.5"}, "not a whole number"),
        ({"capacity": "٣"}, "not a whole number"),
        ({"capacity": "9" * 5000}, "not a whole number"),
        ({"graduation_year": "24"}, "from 1950 to 2100"),
        ({"years_experience": "71"}, "from 0 to 70"),
        ({"roles": "mentor;emperor"}, "emperor"),
        ({"roles": "admin"}, "admin"),
        ({"availability": "Mon 25:00-26:00"}, "not a time"),
        ({"availability": "Someday 10:00-11:00"}, "not a day"),
        ({"availability": "Mon 12:00-10:00"}, "must end after it starts"),
        ({"availability": "in the evening"}, "Mon 18:00-21:00"),
        ({"languages": "klingon;de"}, "klingon"),
        ({"languages": "en;mul"}, "not a language code"),
        ({"languages": "en-QX"}, "not a language code"),
        ({"help_topics": "CV;flying"}, "flying"),
        ({"name": "N" * 121}, "121 characters"),
        ({"skills": ";".join(f"skill {n}" for n in range(41))}, "41 entries"),
        ({"skills": "x" * 121}, "121 characters"),
        ({"bio": "x" * 4001}, "4001 characters"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_column_and_a_reason(cells: dict[str, str], words: str) -> None:
    column, reason = fault_of(**cells)
    assert column == next(iter(cells))
    assert words in reason


def test_everything_that_is_wrong_with_a_row_is_told_at_once() -> None:
    entry = read(email="nobody", capacity="-1", time_zone="Here")
    assert [fault.column for fault in entry.faults] == ["email", "time_zone", "capacity"]


def test_a_missing_address_is_told() -> None:
    assert fault_of(email="") == ("email", "The address is missing.")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("EN", "en"), ("pt_br", "pt-BR"), ("it-ch", "it-CH"), ("zh-hant-tw", "zh-Hant-TW"), ("tlh", "tlh")],
)
def test_language_codes_are_kept_as_the_standard_writes_them(typed: str, kept: str) -> None:
    row = read(languages=f"{typed};{typed}").row
    assert row is not None
    assert row.languages == (kept,)


def test_addresses_differ_by_more_than_case() -> None:
    first, second = entries_of(MENTOR, {**STUDENT, "email": "NINA@Example.ORG"})
    assert first.row is not None
    assert second.row is None
    assert str(second.faults[0].reason) == "The same address is already on line 2."


def test_of_two_spellings_of_a_word_the_first_stays() -> None:
    row = read(skills="SQL; Python ;sql;PYTHON").row
    assert row is not None
    assert row.skills == ("SQL", "Python")


def test_control_characters_do_not_get_into_names_and_line_breaks_not_into_lines() -> None:
    row = read(name="Ni\u2028na \x07 Berg", bio="One\r\nTwo").row
    assert row is not None
    assert (row.name, row.bio) == ("Ni na Berg", "One\nTwo")
