"""Coordinators put words in order: two that mean the same become one, with everybody's answers; it can be undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import changed, db, transactional
from mentormatch.core.jobs import job
from mentormatch.profiles import spoken as words_of
from mentormatch.profiles import vocabulary
from mentormatch.profiles.errors import AlreadyUndone, LaterMerge, NotAWord, SameWord, TermGone, TooLateToUndo
from mentormatch.profiles.models import Term, TermAlias, TermKind, TermLink, TermMerge
from mentormatch.profiles.spoken import Answer, Spoken, Words
from mentormatch.profiles.vocabulary import key_of

#: For how long a merge can be undone.
UNDO_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Plan:
    """What a merge would do: whose answers it changes."""

    kind: TermKind
    source: Term
    target_key: str
    target_label: str
    people: list[int]


def plan(kind: TermKind, source_key: str, into: str) -> Plan:
    """What merging a word into another would change. Raises TermGone, NotAWord or SameWord."""
    source = _term(kind, source_key)
    label = _target(kind, source_key, into)
    return Plan(kind, source, key_of(label), label, words_of.users_of(kind, source_key, words_of.spoken(kind)))


@transactional
def merge(kind: TermKind, source_key: str, into: str, *, by: Person) -> TermMerge:
    """Replace a word by another in everybody's answers, now and in whatever is typed or imported later.

    Raises TermGone when somebody was faster, NotAWord or SameWord for what cannot be a word.
    """
    _hold(kind, {source_key, key_of(_target(kind, source_key, into))})
    source = _term(kind, source_key)
    label = _target(kind, source_key, into)
    done = TermMerge(
        kind=kind,
        source_key=source.key,
        source_label=source.label,
        target_key=key_of(label),
        target_label=label,
        by_id=by.id,
    )
    db.session.add(done)
    db.session.flush()
    db.session.merge(TermAlias(kind=kind, key=source.key, label=label, merge_id=done.id))
    people = words_of.users_of(kind, source_key, words_of.spoken(kind))
    before = words_of.spoken(kind, people, lock=True)
    after = {person: found for person, mine in before.items() if (found := _replaced(mine, source_key, label))}
    _keep_links(done, before, after)
    done.people = len(after)
    words_of.rewrite(kind, before, after)
    _move_hidden(kind, source_key)
    audit.record(by, "term.merged", done, kind=kind.value, people=len(after))
    return done


def _term(kind: TermKind, key: str, *, lock: bool = False) -> Term:
    one = sa.select(Term).where(Term.kind == kind, Term.key == key).execution_options(populate_existing=True)
    term = db.session.scalar(one.with_for_update() if lock else one)
    if term is None:
        raise TermGone
    return term


def _hold(kind: TermKind, keys: set[str]) -> None:
    """Wait for whoever merges one of these words at this moment: two may want each word to become the other."""
    these = sa.select(Term.key).where(Term.kind == kind, Term.key.in_(keys)).order_by(Term.key)
    db.session.execute(these.with_for_update())


def _target(kind: TermKind, source_key: str, into: str) -> str:
    """The spelling of the word that is merged into: as it is known, or as it is typed when it is new."""
    if not vocabulary.is_shareable(into) or ";" in into or "," in into:
        raise NotAWord
    label = vocabulary.standing(kind, into, vocabulary.aliases())
    if key_of(label) == source_key:
        raise SameWord
    known = db.session.get(Term, (kind, key_of(label)))
    return known.label if known else label


def _replaced(answers: Mapping[Answer, Words], source_key: str, label: str) -> dict[Answer, Words]:
    """The answers that hold the word, with the other one in its place, once."""
    found: dict[Answer, Words] = {}
    for answer, words in answers.items():
        if any(key_of(word) == source_key for word in words):
            new = [label if key_of(word) == source_key else word for word in words]
            target = key_of(label)
            first = next(at for at, word in enumerate(new) if key_of(word) == target)
            found[answer] = tuple(word for at, word in enumerate(new) if at == first or key_of(word) != target)
    return found


def _keep_links(merge: TermMerge, before: Spoken, after: Mapping[int, Mapping[Answer, Words]]) -> None:
    rows = [
        {
            "merge_id": merge.id,
            "person_id": person,
            "answer": answer,
            "before": before[person][answer],
            "after": words,
        }
        for person, mine in after.items()
        for answer, words in mine.items()
    ]
    if rows:
        db.session.execute(sa.insert(TermLink), rows)


def _move_hidden(kind: TermKind, key: str) -> None:
    """A hidden word that nobody uses any more has nothing left to hide."""
    db.session.execute(sa.delete(Term).where(Term.kind == kind, Term.key == key, Term.uses < 1))


@transactional
def undo(merge: TermMerge, *, by: Person) -> tuple[int, int]:
    """Give everybody back what a merge has changed, except where they have changed it themselves since.

    Returns how many answers were restored and how many were left. Raises AlreadyUndone, TooLateToUndo or LaterMerge.
    """
    if merge.at < now() - UNDO_FOR:
        raise TooLateToUndo
    _hold(merge.kind, {merge.source_key, merge.target_key})
    mine = sa.update(TermMerge).where(TermMerge.id == merge.id, TermMerge.undone_at.is_(None)).values(undone_at=now())
    if not changed(mine.execution_options(synchronize_session=False)):
        raise AlreadyUndone
    if _later(merge):
        raise LaterMerge
    db.session.execute(sa.delete(TermAlias).where(TermAlias.merge_id == merge.id))
    links = db.session.scalars(sa.select(TermLink).where(TermLink.merge_id == merge.id)).all()
    before = words_of.spoken(merge.kind, {link.person_id for link in links}, lock=True)
    after: dict[int, dict[Answer, Words]] = {}
    left = 0
    for link in links:
        now_there = before.get(link.person_id, {}).get(link.answer, ())
        restored = _restored(merge, link, now_there)
        if restored is None:
            left += 1
        else:
            after.setdefault(link.person_id, {})[link.answer] = restored
    words_of.rewrite(merge.kind, before, after)
    audit.record(by, "term.merge_undone", merge, restored=len(links) - left, left=left)
    return len(links) - left, left


def _later(merge: TermMerge) -> bool:
    """Whether one of the two words was merged again since; that has to be undone first."""
    keys = (merge.source_key, merge.target_key)
    later = sa.select(TermMerge.id).where(
        TermMerge.kind == merge.kind,
        TermMerge.id > merge.id,
        TermMerge.undone_at.is_(None),
        sa.or_(TermMerge.source_key.in_(keys), TermMerge.target_key == merge.source_key),
    )
    return db.session.scalar(later.limit(1)) is not None


def _restored(merge: TermMerge, link: TermLink, now_there: Words) -> Words | None:
    """An answer with the word back in its place; None when the person has taken the other one out, or this one in."""
    if now_there == link.after:
        return link.before
    keys = [key_of(word) for word in now_there]
    if merge.target_key not in keys or merge.source_key in keys:
        return None
    own = next(word for word in link.before if key_of(word) == merge.source_key)
    if merge.target_key in map(key_of, link.before):
        return (*now_there, own)
    return tuple(own if key == merge.target_key else word for key, word in zip(keys, now_there, strict=True))


@transactional
def respell(kind: TermKind, key: str, label: str, *, by: Person) -> None:
    """Offer a word in another spelling of the same word; another word is a merge. Raises TermGone or NotAWord."""
    if key_of(label) != key or not vocabulary.is_shareable(label):
        raise NotAWord
    term = _term(kind, key, lock=True)
    term.label = label
    audit.record(by, "term.respelt", term, kind=kind.value)


@transactional
def set_hidden(kind: TermKind, key: str, hidden: bool, *, by: Person) -> None:
    """Offer a word no more, or again. Who has written it keeps it. Raises TermGone."""
    term = _term(kind, key, lock=True)
    if term.hidden != hidden:
        term.hidden = hidden
        audit.record(by, "term.hidden" if hidden else "term.shown", term, kind=kind.value)


@job("terms.forget_links")
@transactional
def forget_old_links() -> None:
    """What stood in answers before a merge is kept for as long as it can be undone."""
    old = sa.select(TermMerge.id).where(TermMerge.at < now() - UNDO_FOR)
    db.session.execute(sa.delete(TermLink).where(TermLink.merge_id.in_(old)))
