"""Facts that cannot be read are refused with the person, the field and the value; protected ones have no place."""

from dataclasses import fields

import pytest

from mentormatch.matching import BadFacts, MenteeFacts, MentorFacts


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"id": ""}, "id"),
        ({"goal": None}, "goal"),
        ({"clarity": "maybe"}, "clarity"),
        ({"skills": "SQL"}, "skills"),
        ({"languages": (1,)}, "languages"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"time_zone": "../etc/passwd"}, "time_zone"),
        ({"availability": ((7, "10:00", "11:00"),)}, "availability"),
        ({"availability": ((0, "11:00", "10:00"),)}, "availability"),
        ({"availability": ((0, "10:00", "24:15"),)}, "availability"),
        ({"availability": ((0, "ten", "eleven"),)}, "availability"),
        ({"availability": ("Monday",)}, "availability"),
        ({"availability": None}, "availability"),
        ({"availability": ((2.7, "10:00", "11:00"),)}, "availability"),
        ({"availability": (("3", "10:00", "11:00"),)}, "availability"),
        ({"availability": ((float("inf"), "10:00", "11:00"),)}, "availability"),
        ({"availability": ((0, "+1:00", "11:00"),)}, "availability"),
        ({"availability": ((0, "１0:00", "11:00"),)}, "availability"),
        ({"skills": None}, "skills"),
        ({"years_experience": -1}, "years_experience"),
        ({"years_experience": float("nan")}, "years_experience"),
    ],
)
def test_a_fact_that_cannot_be_read_is_named(changes, named):
    with pytest.raises(BadFacts, match=named):
        MenteeFacts(**{"id": "maya"} | changes)


@pytest.mark.parametrize(
    "changes", [{"capacity": -1}, {"capacity": 10**30}, {"load": 1.5}, {"asked": 1, "accepted": 2}]
)
def test_counts_of_a_mentor_make_sense(changes):
    with pytest.raises(BadFacts, match="omar"):
        MentorFacts("omar", **changes)


def test_only_the_id_is_required_and_lists_become_tuples():
    assert MenteeFacts("maya", skills=["SQL"]) == MenteeFacts("maya", skills=("SQL",))
    assert MentorFacts("omar", availability=[[0, "10:00", "24:00"]]).availability == ((0, "10:00", "24:00"),)


def test_protected_facts_have_no_field():
    protected = (
        "gender sex age birth nationality country ethnic race religion health family name photo address mail grade"
    )
    for facts in (MenteeFacts, MentorFacts):
        for field in fields(facts):
            words = field.name.split("_")
            assert not set(words) & set(protected.split()), field.name
