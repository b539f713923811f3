"""A coordinator corrects a draft by hand: give somebody another mentor, exchange two, leave somebody out."""

from mentormatch.accounts.models import Person
from mentormatch.assignments import queries
from mentormatch.assignments.errors import DraftMoved, NoPlaceInDraft, NotInDraft
from mentormatch.assignments.models import Draft, DraftRow, DraftStatus
from mentormatch.core import audit
from mentormatch.core.db import db, transactional
from mentormatch.mentoring.service.turns import take_turn
from mentormatch.recommendations import service as recommendations

BY_HAND = "by_hand"


@transactional
def give(draft: Draft, mentee_id: int, mentor_id: int, *, by: Person) -> None:
    """Give somebody another mentor, who must have a place left in this draft. The same twice is once.

    Refuses DraftMoved, NotInDraft and NoPlaceInDraft.
    """
    row = _row(draft, mentee_id)
    if row.mentor_id == mentor_id:
        return
    places = queries.free_places(draft.cohort_id, most_new=None).get(mentor_id)
    mentor = db.session.get(Person, mentor_id)
    if places is None or mentor is None or mentor_id == mentee_id:
        raise NotInDraft
    if queries.given_in(draft, mentor_id) >= places:
        raise NoPlaceInDraft(mentor.name, places)
    _put(row, mentor_id)
    audit.record(by, "draft.corrected", draft, mentee=mentee_id, mentor=mentor_id)


@transactional
def swap(draft: Draft, mentee_id: int, other_id: int, *, by: Person) -> None:
    """Exchange the mentors of two mentees; one of them may have none. Refuses DraftMoved and NotInDraft."""
    one, other = _row(draft, mentee_id), _row(draft, other_id)
    if {one.mentee_id, other.mentee_id} & {one.mentor_id, other.mentor_id}:
        raise NotInDraft
    mine, theirs = one.mentor_id, other.mentor_id
    _put(one, theirs)
    _put(other, mine)
    audit.record(by, "draft.swapped", draft, mentee=mentee_id, other=other_id)


@transactional
def take_away(draft: Draft, mentee_id: int, *, by: Person) -> None:
    """Leave somebody without a mentor in this draft; twice is once. Refuses DraftMoved and NotInDraft."""
    row = _row(draft, mentee_id)
    if row.mentor_id is not None:
        _put(row, None)
        audit.record(by, "draft.corrected", draft, mentee=mentee_id)


def _row(draft: Draft, mentee_id: int) -> DraftRow:
    take_turn(draft.cohort_id)
    db.session.refresh(draft)
    if draft.status != DraftStatus.READY:
        raise DraftMoved
    row = queries.row_of(draft, mentee_id)
    if row is None:
        raise NotInDraft
    return row


def _put(row: DraftRow, mentor_id: int | None) -> None:
    said = recommendations.snapshot(row.mentee, mentor_id) if mentor_id else {}
    row.mentor_id, row.recommendation, row.by_hand = mentor_id, said, True
    # A rule may speak against a pair that a coordinator wants all the same: then it has no reasons, and no score.
    row.score = (said["score"] or 0.0) if mentor_id else None
    row.unmatched = "" if mentor_id else BY_HAND
