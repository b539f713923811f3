"""What people write is kept, counted once, and told to the ranking."""

import pytest
import sqlalchemy as sa

from mentormatch.core.audit import AuditEntry
from mentormatch.core.db import db
from mentormatch.core.stamps import latest_stamp
from mentormatch.profiles import queries, service
from mentormatch.profiles.errors import BelowLoad, LinkNotUsable, TooManyPlaces
from mentormatch.profiles.models import Clarity


def test_only_the_named_answers_change(make):
    maya = make.mentee("Maya")
    service.save_background(maya, by=maya, degree="MSc Responsible AI", skills=["SQL", "Excel"])
    service.save_background(maya, by=maya, previous_field="law")
    profile = queries.profile_of(maya.id)
    assert (profile.degree, profile.skills, profile.previous_field) == ("MSc Responsible AI", ("SQL", "Excel"), "law")


def test_a_person_without_rows_gets_them_with_the_first_answer(make):
    new = make.person("New")
    assert queries.profile_of(new.id) is None
    service.save_aim(new, by=new, goal="I want to teach.", clarity=Clarity.KNOW)
    assert queries.aim_of(new.id).goal == "I want to teach."
    assert queries.profile_of(new.id).texts_stamp == latest_stamp("texts")


def test_a_name_that_is_no_answer_is_refused(make):
    maya = make.mentee("Maya")
    with pytest.raises(TypeError, match="load, status"):
        service.save_offer(maya, by=maya, status="approved", load=0)
    with pytest.raises(TypeError):
        service.save_background(maya, by=maya, texts_stamp=9)


def test_saving_the_same_again_changes_and_records_nothing(make):
    maya = make.mentee("Maya")
    answers = {"degree": "BSc Digital Business", "skills": ("SQL",), "bio": "I draw."}
    assert service.save_background(maya, by=maya, **answers) is True
    before = (latest_stamp("facts"), latest_stamp("texts"), db.session.scalar(sa.select(sa.func.count(AuditEntry.id))))
    assert service.save_background(maya, by=maya, **answers) is False
    after = (latest_stamp("facts"), latest_stamp("texts"), db.session.scalar(sa.select(sa.func.count(AuditEntry.id))))
    assert after == before


@pytest.mark.parametrize(
    ("save", "answers", "encoded"),
    [
        (service.save_background, {"bio": "I mend clocks."}, True),
        (service.save_background, {"degree": "MSc Responsible AI"}, True),
        (service.save_background, {"previous_field": "nursing"}, True),
        (service.save_background, {"skills": ("SQL",)}, True),
        (service.save_background, {"languages": ("pt-BR",)}, False),
        (service.save_background, {"years_experience": 4}, False),
        (service.save_aim, {"goal": "I want to mend clocks."}, True),
        (service.save_aim, {"target_roles": ("Clockmaker",)}, True),
        (service.save_aim, {"industries": ("crafts",)}, True),
        (service.save_aim, {"skills_wanted": ("patience",)}, True),
        (service.save_aim, {"help_topics": ("interview",)}, False),
        (service.save_aim, {"clarity": Clarity.EXPLORING}, False),
        (service.save_offer, {"headline": "Clocks"}, True),
        (service.save_offer, {"role_title": "Clockmaker"}, True),
        (service.save_offer, {"industries": ("crafts",)}, False),
        (service.save_offer, {"capacity": 5}, False),
        (service.save_offer, {"paused": True}, False),
    ],
)
def test_every_change_reaches_the_ranking_and_changed_texts_are_encoded_anew(make, save, answers, encoded):
    mentor = make.mentor("Omar")
    service.save_aim(mentor, by=mentor, goal="Something else entirely.")
    facts, texts = latest_stamp("facts"), latest_stamp("texts")
    save(mentor, by=mentor, **answers)
    assert latest_stamp("facts") == mentor.facts_stamp > facts
    assert (latest_stamp("texts") > texts) is encoded
    assert queries.profile_of(mentor.id).texts_stamp == latest_stamp("texts")


def test_the_audit_trail_names_fields_and_never_what_was_written(make):
    maya = make.mentee("Maya")
    service.save_aim(maya, by=maya, goal="A secret wish.", target_roles=("Pilot",))
    entry = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.action, entry.subject_id, entry.facts) == ("aim.saved", maya.id, {"fields": ["goal", "target_roles"]})


def test_languages_and_zone_are_saved_together(make):
    maya = make.mentee("Maya", time_zone="Europe/Rome")
    assert service.save_languages(maya, by=maya, languages=("it", "hu"), time_zone="Asia/Tokyo") is True
    assert queries.profile_of(maya.id).languages == ("it", "hu")
    assert maya.time_zone == "Asia/Tokyo"
    assert service.save_languages(maya, by=maya, languages=("it", "hu"), time_zone="Asia/Tokyo") is False


@pytest.mark.parametrize(
    "link",
    [
        "http://meet.example.org/omar",
        "https://",
        "https://meet",
        "https://meet.example.org/a room",
        "https://meet.example.org/a\nDTSTART:1",
        "javascript:alert(1)",
        "https://zoom.us@evil.example/room",
        'https://meet.example.org/"><b>',
        "https://meet.example.org:notaport/",
        "https://[::1",
        "meet.example.org/omar",
        "https://meet.example.org/" + "a" * 500,
        "https://meet.example.org/\u202egnp.exe",
    ],
)
def test_a_meeting_link_that_a_calendar_cannot_carry_is_refused_and_nothing_is_saved(make, link):
    omar = make.mentor("Omar")
    with pytest.raises(LinkNotUsable):
        service.save_offer(omar, by=omar, meeting_link=link, headline="Changed")
    assert (queries.offer_of(omar.id).meeting_link, queries.offer_of(omar.id).headline) == ("", "Data analyst")


@pytest.mark.parametrize(
    "link", ["https://meet.example.org/omar", "https://us02web.zoom.us/j/8912?pwd=aB1.x#success", ""]
)
def test_a_plain_https_link_is_kept_and_can_be_taken_away(make, link):
    omar = make.mentor("Omar", meeting_link="https://old.example.org/x")
    service.save_offer(omar, by=omar, meeting_link=link)
    assert queries.offer_of(omar.id).meeting_link == link


def test_capacity_never_falls_below_the_load(make):
    omar = make.mentor("Omar", capacity=3, load=2)
    with pytest.raises(BelowLoad, match="2 of your places are taken") as refusal:
        service.set_capacity(omar, 1, by=omar)
    assert refusal.value.facts == {"field": "capacity", "load": 2}
    assert queries.offer_of(omar.id).capacity == 3
    service.set_capacity(omar, 2, by=omar)
    assert queries.offer_of(omar.id).capacity == 2


@pytest.mark.parametrize("capacity", [-1, 21])
def test_a_capacity_that_makes_no_sense_is_refused(make, capacity):
    omar = make.mentor("Omar")
    with pytest.raises(TooManyPlaces):
        service.set_capacity(omar, capacity, by=omar)


def test_a_mentors_page_is_saved_whole_or_not_at_all(make):
    omar = make.mentor("Omar", capacity=2, load=2)
    with pytest.raises(BelowLoad):
        service.save_mentor(omar, by=omar, background={"bio": "New"}, offer={"capacity": 1, "headline": "New"})
    assert queries.offer_of(omar.id).headline == "Data analyst"
    assert queries.profile_of(omar.id).bio != "New"


def test_pausing_and_going_on(make):
    omar = make.mentor("Omar")
    service.set_paused(omar, True, by=omar)
    assert queries.offer_of(omar.id).paused
    service.set_paused(omar, False, by=omar)
    assert not queries.offer_of(omar.id).paused
