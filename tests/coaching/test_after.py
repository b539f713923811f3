"""What comes after an appointment: outcome, notes, interview practice, feedback; how coaching ends."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import current_app

from mentormatch.accounts.models import RoleName
from mentormatch.calendar.models import BookingStatus
from mentormatch.coaching import service
from mentormatch.coaching.about import SERVICE
from mentormatch.coaching.errors import AlreadySaid, Edited, NoConsent, NoPractice, NotALink, NotOver
from mentormatch.coaching.models import (
    RUBRIC,
    Appointment,
    AppointmentFeedback,
    AppointmentNote,
    CoachNote,
    Outcome,
    QuestionKind,
)
from mentormatch.coaching.queries import appointments, figures, times, waiting
from mentormatch.coaching.waiting_models import KeptStatus
from mentormatch.core.db import db
from mentormatch.core.jobs import JOBS
from mentormatch.notifications.truth import is_true
from mentormatch.office import service as offices
from mentormatch.privacy.service import delete_account
from tests.coaching.conftest import HOUR, TUESDAY, Office, at, letters, sweep

AFTER = TUESDAY + HOUR


@pytest.fixture
def made(office: Office) -> Appointment:
    return office.book()


def note(said: str, version: int, **more: str) -> dict:
    return {"said": said, "steps": "", "version": version, **more}


def test_the_coach_says_what_became_of_it_once_it_is_over(office: Office, made: Appointment) -> None:
    with pytest.raises(NotOver):
        service.mark(made, Outcome.HELD, by=office.clara)
    with at(AFTER):
        service.mark(made, Outcome.MISSED, by=office.clara)
        service.mark(made, Outcome.MISSED, by=office.clara)
        with pytest.raises(AlreadySaid):
            service.mark(made, Outcome.HELD, by=office.clara)
    assert (made.outcome, made.booking.status) == (Outcome.MISSED, BookingStatus.MISSED)


def test_after_a_week_without_a_word_it_counts_as_held(office: Office, made: Appointment) -> None:
    with at(AFTER + timedelta(days=6)):
        assert JOBS["coaching.settle"]() == 0
    with at(AFTER + timedelta(days=7)):
        assert (JOBS["coaching.settle"](), JOBS["coaching.settle"]()) == (1, 0)
    assert (made.outcome, made.outcome_by_id) == (Outcome.HELD, None)


def test_notes_for_the_student_are_told_once_a_day_and_never_lost(office: Office, made: Appointment) -> None:
    service.write_note(made, **note("We read your CV.", 0), by=office.clara)
    service.write_note(made, **note("We read your CV.", 0), by=office.clara)
    service.write_note(made, **note("We read your whole CV.", 1), by=office.clara)
    with pytest.raises(Edited):
        service.write_note(made, **note("Something else.", 1), by=office.clara)
    stored = appointments.note_of(made.id)
    assert stored is not None
    assert (stored.said, stored.version) == ("We read your whole CV.", 2)
    (told,) = letters("notes")
    assert told.person_id == office.maya.id
    assert "CV." not in str(told.context)


def test_what_is_for_coaches_is_saved_with_the_rest_or_not_at_all(office: Office, made: Appointment) -> None:
    both = {"private": "Nervous at first.", "private_version": 0}
    service.write_notes(made, **note("Said.", 0), **both, by=office.clara)
    with pytest.raises(Edited):
        service.write_notes(made, **note("Said more.", 1), private="Other", private_version=0, by=office.clara)
    assert db.session.scalars(sa.select(AppointmentNote.said)).all() == ["Said."]
    assert db.session.scalars(sa.select(CoachNote.text)).all() == ["Nervous at first."]


def test_an_interview_practice_has_questions_a_rubric_and_a_recording_with_consent(
    office: Office, made: Appointment
) -> None:
    marks = dict.fromkeys(RUBRIC, 3)
    with pytest.raises(NoPractice):
        service.pick_questions(made, [1], by=office.clara)
    office.change(interview=True)
    asked = service.add_question(text="Why?", role="", kind=QuestionKind.MOTIVATION, by=office.cora)
    service.pick_questions(made, [asked.id, 4711], by=office.clara)
    assert [one.question.text for one in appointments.picked_for(made.id)] == ["Why?"]
    with pytest.raises(NotOver):
        service.judge(made, marks, {}, version=0, by=office.clara)
    with at(AFTER):
        service.judge(made, marks, {"clarity": "Clear."}, version=0, by=office.clara)
        with pytest.raises(Edited):
            service.judge(made, marks, {"clarity": "Very clear."}, version=0, by=office.clara)
    with pytest.raises(NoConsent):
        service.link_recording(made, "https://video.example.org/1", by=office.clara)
    service.agree_to_recording(made, by=office.maya)
    with pytest.raises(NotALink):
        service.link_recording(made, "http://video.example.org/1", by=office.clara)
    service.link_recording(made, "https://video.example.org/1", by=office.clara)
    service.remove_recording(made, by=office.maya)
    assert (made.recording_link, made.recording_agreed_at) == ("", None)


def test_the_database_keeps_no_recording_without_consent(office: Office, made: Appointment) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(sa.update(Appointment).values(recording_link="https://video.example.org/1"))
    db.session.rollback()


def test_feedback_is_given_after_and_shown_as_figures_of_ten(office: Office, made: Appointment) -> None:
    with pytest.raises(NotOver):
        service.give_feedback(made, 3, "Good", by=office.maya)
    with at(AFTER):
        service.give_feedback(made, 2, "Good", by=office.maya)
        service.give_feedback(made, 3, "Very good", by=office.maya)
        assert db.session.scalars(sa.select(AppointmentFeedback.useful)).all() == [3]
        found = figures.figures_of([office.audit])[office.audit.id]
        assert (found.asked, found.held, found.useful) == (None, None, None)
        assert figures.words_about(office.audit) == []


def test_figures_of_ten_students_are_shown_and_small_counts_are_not(office: Office) -> None:
    office.change(window_days=60)
    students = [office.student(f"S{number} X") for number in range(10)]
    free = office.free()[::4]
    made = [office.book(start, by=student) for start, student in zip(free, students, strict=False)]
    with at(made[-1].booking.ends_at):
        for one in made:
            service.mark(one, Outcome.MISSED if one is made[0] else Outcome.HELD, by=office.clara)
            service.give_feedback(one, 3, "", by=one.student)
        found = figures.figures_of([office.audit])[office.audit.id]
    assert (found.asked, found.held, found.missed, found.useful, found.said) == (10, None, None, 1.0, 10)
    assert found.wait_days is not None


def test_ten_words_of_one_student_are_not_the_words_of_ten(office: Office) -> None:
    office.change(window_days=60, most_open=20, most_in_term=60, sessions_per_week=60)
    made = [office.book(start) for start in office.free()[::4][:10]]
    with at(made[-1].booking.ends_at):
        for one in made:
            service.give_feedback(one, 1, "I alone", by=office.maya)
        assert figures.words_about(office.audit) == []
        assert figures.figures_of([office.audit])[office.audit.id].useful is None


def test_the_letter_about_a_rubric_leaves_also_without_a_note(office: Office, made: Appointment) -> None:
    office.change(interview=True)
    with at(AFTER):
        service.judge(made, dict.fromkeys(RUBRIC, 3), {}, version=0, by=office.clara)
        (letter,) = letters("notes")
        assert is_true(letter)


def test_switching_off_cancels_what_is_ahead_and_only_that_is_told(office: Office, made: Appointment, make) -> None:
    ada = make.person("Ada Novak", roles=[RoleName.ADMIN])
    service.hold(office.audit, TUESDAY + 2 * HOUR, by=office.student("Lena Vogel"))
    assert SERVICE.ahead() == 1
    offices.switch_off("coaching", by=ada)
    assert made.booking.status == BookingStatus.CANCELLED
    assert all(map(is_true, letters("cancelled")))
    assert not any(map(is_true, letters("booked")))
    assert sweep() == 0
    assert [letter.status for letter in letters("booked")] == ["obsolete", "obsolete"]


def test_whoever_deletes_their_account_has_nothing_ahead_and_the_other_one_is_told(
    office: Office, made: Appointment
) -> None:
    service.write_notes(made, **note("Said.", 0), private="Note.", private_version=0, by=office.clara)
    delete_account(office.maya)
    assert made.booking.status == BookingStatus.CANCELLED
    assert [letter.to_name for letter in letters("cancelled")] == ["Clara Neri"]
    assert not db.session.scalars(sa.select(AppointmentNote)).all() + db.session.scalars(sa.select(CoachNote)).all()
    assert db.session.get_one(Appointment, made.id).answers == []


def test_a_coach_who_leaves_cancels_and_gives_back_what_was_kept(office: Office) -> None:
    office.change(window_days=2)
    made = [office.book(start, by=office.student(f"S{n} X")) for n, start in enumerate(office.free()[::4])]
    service.join(office.audit, by=office.maya)
    service.cancel(made[-1], by=made[-1].student)
    sweep()
    (kept,) = waiting.open_offers()
    delete_account(office.clara)
    assert kept.status == KeptStatus.WITHDRAWN
    assert not times.free_times(office.audit, office.maya)
    assert len(letters("cancelled")) == len(made)


def test_a_record_lists_appointments_and_links_them_for_their_two_people_only(
    office: Office, made: Appointment
) -> None:
    with current_app.test_request_context():
        (hers,) = SERVICE.record(office.maya, office.maya)
        (read,) = SERVICE.record(office.maya, office.cora)
    assert (hers.title, bool(hers.url), read.url) == ("CV audit with Clara Neri", True, "")


def test_a_record_says_what_is_to_come_and_what_did_not_take_place(office: Office, made: Appointment) -> None:
    def told() -> tuple[str, str]:
        with current_app.test_request_context():
            (one,) = SERVICE.record(office.maya, office.maya)
        return one.state, str(one.text)

    assert told() == ("next", "Booked")
    with at(AFTER):
        assert told() == ("done", "")
    service.cancel(made, by=office.clara)
    assert told() == ("bad", "Cancelled")
