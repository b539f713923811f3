"""From asking to a published audit and the version after it; what two coaches and two tabs do at the same moment."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.db import db, transactional
from mentormatch.core.jobs import JOBS
from mentormatch.documents import queries
from mentormatch.documents.drafting import Draft, Mark
from mentormatch.documents.errors import (
    AuditedAlready,
    AuditOpen,
    AuditOver,
    Edited,
    Gone,
    NoCoach,
    NotReady,
    NotYourAudit,
    NotYours,
    TakenByAnother,
    TooLong,
    TooManyAudits,
    TooManyPoints,
)
from mentormatch.documents.models import (
    Audit,
    AuditDraft,
    AuditStatus,
    CoachNote,
    PointAnswer,
    PointCheck,
    Rating,
)
from mentormatch.documents.record import happenings
from mentormatch.documents.service import asking, auditing, keeping
from mentormatch.documents.service.keeping import Said
from mentormatch.notifications.models import Letter, LetterStatus
from mentormatch.office import service as office
from mentormatch.privacy.service import delete_account
from mentormatch.uploads import store
from tests.calendar.conftest import MONDAY, Pair
from tests.calendar.racing import race
from tests.calendar.reading import count
from tests.documents.conftest import FILE, WHOLE, ask, audited, upload
from tests.make import Make

pytestmark = pytest.mark.usefixtures("empty_store")


def letters_to(person: Person) -> list[str]:
    found = sa.select(Letter.template).where(Letter.person_id == person.id).order_by(Letter.id)
    return [name.rpartition("/")[2].removesuffix(".txt") for name in db.session.scalars(found)]


def test_the_oldest_waits_first_and_says_whether_it_is_the_first_audit(pair: Pair, make: Make, clara: Person) -> None:
    lena = make.mentee("Lena Vogel", cohort=pair.cohort)
    hers = audited(pair.mentee, clara)
    first = ask(lena)
    version = keeping.add_version(hers.document, FILE, by=pair.mentee)
    with time_machine.travel(MONDAY + timedelta(hours=1), tick=False):
        again = asking.ask(version, role="", questions=["  "], by=pair.mentee)
    waiting = queries.waiting_audits(clara)
    assert [asked.id for asked in waiting] == [first.id, again.id]
    assert queries.audits_before(waiting) == {first.id: 0, again.id: 1}
    assert queries.count_waiting(clara) == 2
    assert again.questions == ()


def test_what_cannot_be_asked(pair: Pair, lena: Pair, clara: Person) -> None:
    version = upload(pair.mentee)
    with pytest.raises(NotYours):
        asking.ask(version, role="", questions=[], by=lena.mentee)
    with pytest.raises(TooManyPoints):
        asking.ask(version, role="", questions=["Why?"] * 4, by=pair.mentee)
    with pytest.raises(TooLong):
        asking.ask(version, role="x" * 121, questions=[], by=pair.mentee)
    asked = asking.ask(version, role="", questions=[], by=pair.mentee)
    with pytest.raises(AuditOpen):
        asking.ask(version, role="", questions=[], by=pair.mentee)
    ask(pair.mentee)
    with pytest.raises(TooManyAudits):
        ask(pair.mentee)
    audited(pair.mentee, clara, asked=asked)
    with pytest.raises(AuditedAlready):
        asking.ask(version, role="", questions=[], by=pair.mentee)
    gone = upload(pair.mentee)
    keeping.take_away(gone, by=pair.mentee)
    with pytest.raises(Gone):
        asking.ask(gone, role="", questions=[], by=pair.mentee)


def test_two_tabs_ask_at_once_and_one_audit_waits(app: Flask, pair: Pair) -> None:
    version, person = upload(pair.mentee).id, pair.mentee.id

    def act() -> int:
        mine = queries.version_for(db.session.get_one(Person, person), version)
        return asking.ask(mine, role="", questions=[], by=db.session.get_one(Person, person)).id  # type: ignore[arg-type]

    answers = race(app, act, act)
    assert AuditOpen in answers
    assert count(Audit) == 1


def test_two_coaches_take_one_at_once_and_one_gets_it(app: Flask, pair: Pair, clara: Person, carlo: Person) -> None:
    asked, people = ask(pair.mentee).id, (clara.id, carlo.id)

    def act(coach: int) -> str:
        auditing.take(db.session.get_one(Audit, asked), by=db.session.get_one(Person, coach))
        return "taken"

    answers = race(app, *[lambda coach=coach: act(coach) for coach in people])
    assert sorted(map(str, answers)) == sorted(["taken", str(TakenByAnother)])
    got = db.session.get_one(Audit, asked)
    assert got.coach_id == people[answers.index("taken")]
    assert got.status == AuditStatus.TAKEN


def test_given_back_it_waits_in_its_old_place_with_its_draft(pair: Pair, clara: Person, carlo: Person) -> None:
    asked = ask(pair.mentee)
    auditing.take(asked, by=clara)
    auditing.take(asked, by=clara)
    with pytest.raises(TakenByAnother):
        auditing.take(asked, by=carlo)
    auditing.save(asked, WHOLE, 0, by=clara)
    auditing.give_back(asked, by=clara)
    with pytest.raises(NotYourAudit):
        auditing.save(asked, Draft(), 1, by=clara)
    auditing.take(asked, by=carlo)
    assert asked.asked_at == MONDAY
    assert Draft.of(queries.draft_of(asked.id).content) == WHOLE  # type: ignore[union-attr]


def test_handed_over_or_taken_over_only_its_coach_writes(pair: Pair, make: Make, clara: Person, carlo: Person) -> None:
    asked = ask(pair.mentee)
    auditing.take(asked, by=clara)
    third = make.person("Chiara", roles=[RoleName.COACH])
    with pytest.raises(NotYourAudit):
        auditing.hand_over(asked, third, by=carlo)
    for wrong in (pair.mentor, pair.mentee):
        with pytest.raises(NoCoach):
            auditing.hand_over(asked, wrong, by=clara)
    auditing.hand_over(asked, carlo, by=clara)
    assert letters_to(carlo) == ["handed_over"]
    with pytest.raises(NotYourAudit):
        auditing.save(asked, WHOLE, 0, by=clara)
    auditing.save(asked, WHOLE, 0, by=carlo)
    auditing.hand_over(asked, clara, by=clara)
    assert asked.coach_id == clara.id
    assert letters_to(clara) == []


def test_nobody_but_a_coach_and_no_coach_their_own(pair: Pair, make: Make, clara: Person) -> None:
    own = make.mentee("Carla Coach", cohort=pair.cohort)
    own = make.person("Carla Both", roles=[RoleName.COACH, RoleName.MENTEE])
    asked = ask(own)
    for person in (own, pair.mentor, pair.mentee):
        with pytest.raises(NotYourAudit):
            auditing.take(asked, by=person)
    assert queries.waiting_audits(own) == []
    assert queries.audit_for_coach(own, asked.id) is None
    assert [one.id for one in queries.waiting_audits(clara)] == [asked.id]


def test_an_older_draft_is_refused_and_nothing_is_lost(pair: Pair, clara: Person) -> None:
    asked = ask(pair.mentee)
    auditing.take(asked, by=clara)
    assert auditing.save(asked, WHOLE, 0, by=clara) == 1
    assert auditing.save(asked, WHOLE, 0, by=clara) == 1  # the same words again
    other = replace(WHOLE, overall="Another word.", marks={**WHOLE.marks, "truth": Mark(Rating.STRONG, "Honest.")})
    with pytest.raises(Edited) as refused:
        auditing.save(asked, other, 0, note=("For us", 0), by=clara)
    assert refused.value.fields == {"overall", "rating-truth", "comment-truth"}
    assert Draft.of(queries.draft_of(asked.id).content) == WHOLE  # type: ignore[union-attr]
    assert queries.note_of(asked.id) is None
    assert auditing.save(asked, other, 1, note=("For us", 0), by=clara) == 2
    with pytest.raises(Edited) as refused:
        auditing.save(asked, other, 2, note=("Other words", 0), by=clara)
    assert refused.value.fields == {"note"}


def test_two_tabs_save_at_once_and_one_is_refused(app: Flask, pair: Pair, clara: Person) -> None:
    asked = ask(pair.mentee)
    auditing.take(asked, by=clara)
    number, coach = asked.id, clara.id

    def act(words: str) -> int:
        draft = replace(WHOLE, overall=words)
        return auditing.save(db.session.get_one(Audit, number), draft, 0, by=db.session.get_one(Person, coach))

    answers = race(app, lambda: act("One."), lambda: act("Two."))
    assert sorted(map(str, answers)) == sorted(["1", str(Edited)])


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(WHOLE, overall=""), "overall"),
        (replace(WHOLE, steps=()), "steps"),
        (replace(WHOLE, marks={**WHOLE.marks, "skills": Mark(None, "Hm.")}), "rating-skills"),
    ],
)
def test_an_audit_is_published_whole(pair: Pair, clara: Person, draft: Draft, field: str) -> None:
    asked = ask(pair.mentee)
    auditing.take(asked, by=clara)
    version = auditing.save(asked, draft, 0, by=clara)
    with pytest.raises(NotReady) as refused:
        auditing.publish(asked, version, by=clara)
    assert refused.value.facts["field"] == field


def test_what_is_too_long_is_not_saved(pair: Pair, clara: Person) -> None:
    asked = ask(pair.mentee)
    auditing.take(asked, by=clara)
    for draft in (replace(WHOLE, overall="x" * 4001), replace(WHOLE, points=("x" * 301,))):
        with pytest.raises(TooLong):
            auditing.save(asked, draft, 0, by=clara)
    for draft in (replace(WHOLE, points=("x",) * 16), replace(WHOLE, steps=("x",) * 4)):
        with pytest.raises(TooManyPoints):
            auditing.save(asked, draft, 0, by=clara)


def test_published_it_is_told_once_and_never_changes(pair: Pair, clara: Person) -> None:
    asked = audited(pair.mentee, clara)
    assert [mark.comment for mark in asked.marks] == [mark.comment for mark in WHOLE.marks.values()]
    assert [point.text for point in asked.points] == list(WHOLE.points)
    assert (asked.overall, asked.steps, count(AuditDraft)) == (WHOLE.overall, WHOLE.steps, 0)
    assert letters_to(pair.mentee) == ["published"]
    for act in (
        lambda: auditing.save(asked, replace(WHOLE, overall="Later."), 1, by=clara),
        lambda: auditing.publish(asked, 1, by=clara),
        lambda: auditing.give_back(asked, by=clara),
    ):
        with pytest.raises(NotYourAudit):
            act()
    with pytest.raises(AuditOver):
        asking.take_back(asked, by=pair.mentee)


def test_withdrawn_it_says_why_and_takes_its_letter_back(pair: Pair, clara: Person, carlo: Person) -> None:
    asked = audited(pair.mentee, clara)
    with pytest.raises(NotYourAudit):
        auditing.withdraw(asked, "Not mine.", by=carlo)
    auditing.withdraw(asked, "It was about another CV.", by=clara)
    with pytest.raises(AuditOver):
        auditing.withdraw(asked, "Again.", by=clara)
    assert asked.withdrawn_reason == "It was about another CV."
    found = {letter.template: letter.status for letter in db.session.scalars(sa.select(Letter))}
    assert found["documents/email/published.txt"] == LetterStatus.OBSOLETE
    assert queries.last_points_of(asked.document_id) == []
    asking.ask(asked.version, role="", questions=[], by=pair.mentee)


def test_another_file_is_asked_for_and_the_audit_goes_on_with_it(pair: Pair, clara: Person) -> None:
    asked = ask(pair.mentee)
    waiting = keeping.add_version(asked.document, FILE, by=pair.mentee)
    db.session.refresh(asked)
    assert asked.version_id == waiting.id  # one that waits is of the newest version
    auditing.take(asked, by=clara)
    keeping.add_version(asked.document, FILE, by=pair.mentee)
    db.session.refresh(asked)
    assert asked.version_id == waiting.id  # whoever reads goes on with what they read
    auditing.ask_for_file(asked, "It cannot be opened.", by=clara)
    assert letters_to(pair.mentee) == ["needs_file"]
    newest = keeping.add_version(asked.document, FILE, by=pair.mentee)
    db.session.refresh(asked)
    assert (asked.version_id, asked.status, asked.coach_id) == (newest.id, AuditStatus.TAKEN, clara.id)
    JOBS["letters.deliver"]()
    assert db.session.scalars(sa.select(Letter.status)).all() == [LetterStatus.OBSOLETE]


def test_the_next_version_answers_the_checklist_and_the_next_audit_checks_it(pair: Pair, clara: Person) -> None:
    first = audited(pair.mentee, clara)
    dates, tools = queries.last_points_of(first.document_id)
    answers = {dates.id: Said(True, "Everywhere."), 999: Said(True)}
    version = keeping.add_version(first.document, replace(FILE, answers=answers), by=pair.mentee)
    assert count(PointAnswer) == 1
    assert queries.answers_to([dates, tools])[dates.id].words == "Everywhere."
    second = asking.ask(version, role="", questions=[], by=pair.mentee)
    draft = replace(WHOLE, points=("Only this",), checks={dates.id: True, tools.id: False, 999: True})
    audited(pair.mentee, clara, draft, asked=second)
    assert queries.checks_in(second.id) == [(dates, True), (tools, False)]
    assert queries.checks_of([dates, tools]) == {dates.id: True, tools.id: False}
    assert [point.text for point in queries.last_points_of(first.document_id)] == ["Only this", "Name the tools"]


def test_taken_away_a_version_takes_its_audit_along(pair: Pair, clara: Person) -> None:
    asked = ask(pair.mentee)
    auditing.take(asked, by=clara)
    keeping.take_away(asked.version, by=pair.mentee)
    db.session.refresh(asked)
    assert asked.status == AuditStatus.TAKEN_BACK
    assert queries.audit_for_coach(clara, asked.id) is None


def test_a_record_tells_words_to_the_student_and_coaches_alone(
    app: Flask, pair: Pair, make: Make, clara: Person
) -> None:
    audited(pair.mentee, clara)
    upload(pair.mentee, title="Secret letter", note="Not yet.")
    cora = make.person("Cora", roles=[RoleName.COORDINATOR])

    def told(reader: Person) -> str:
        return " ".join(f"{one.title} {one.text}" for one in happenings(pair.mentee, reader))

    with app.test_request_context():
        assert "Clear and honest." in told(pair.mentee)
        assert "Not yet." in told(pair.mentee)
        assert "Clear and honest." in told(clara)
        assert "Secret" not in told(clara)
        assert not [said for said in ("honest", "Secret", "CV for") if said in told(cora)]
        assert len(list(happenings(pair.mentee, cora))) == 3


def test_whoever_leaves_takes_bytes_and_audits_along_and_a_coach_leaves_the_line_alone(
    pair: Pair, clara: Person, carlo: Person
) -> None:
    published, asked = audited(pair.mentee, clara), ask(pair.mentee)
    auditing.take(asked, by=clara)
    auditing.save(asked, WHOLE, 0, by=clara)
    delete_account(clara)
    db.session.refresh(asked)
    assert (asked.status, asked.coach_id) == (AuditStatus.WAITING, None)
    assert queries.draft_of(asked.id) is not None
    assert published.overall == WHOLE.overall
    auditing.take(asked, by=carlo)
    auditing.note(asked, "For us", 0, by=carlo)
    delete_account(pair.mentee)
    assert list(store.folder().iterdir()) == []
    assert [count(kind) for kind in (Audit, AuditDraft, CoachNote, PointAnswer, PointCheck)] == [0] * 5


def test_switched_off_what_is_under_way_is_called_off_and_told(pair: Pair, clara: Person, make: Make) -> None:
    ada = make.person("Ada", roles=[RoleName.ADMIN])
    published, asked = audited(pair.mentee, clara), ask(pair.mentee)
    auditing.take(asked, by=clara)
    office.switch_off("documents", by=ada)
    db.session.refresh(asked)
    db.session.refresh(published)
    assert (asked.status, published.status) == (AuditStatus.CALLED_OFF, AuditStatus.PUBLISHED)
    assert letters_to(pair.mentee) == ["published", "called_off"]
    assert queries.count_open() == 0


@pytest.mark.parametrize(
    "wrong", [{"status": "taken"}, {"status": "published", "coach_id": 1}, {"role": "x" * 121}, {"version_id": 999}]
)
def test_the_database_keeps_the_rules_as_well(pair: Pair, wrong: dict[str, Any]) -> None:
    version = upload(pair.mentee)
    row = {"person_id": pair.mentee.id, "document_id": version.document_id, "version_id": version.id, "role": "",
           "questions": ()} | wrong  # fmt: skip

    @transactional
    def slip_in() -> None:
        db.session.add(Audit(**row))

    with pytest.raises(sa.exc.IntegrityError):
        slip_in()
