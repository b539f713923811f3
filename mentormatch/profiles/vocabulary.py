"""The words a programme shares: learned from what people write, offered to others once two people use them."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from mentormatch.core.db import db
from mentormatch.profiles.models import Aim, Offer, Profile, Term, TermAlias, TermKind

#: A word of one person alone is never shown to others: it may say who they are.
SHOWN_FROM = 2
#: How many words are offered while somebody types.
OFFERED = 8
#: Longer entries are sentences, not words to share.
_LONGEST = 120
#: Which answers hold shared words.
KINDS: dict[type[Any], dict[str, TermKind]] = {
    Profile: {"degree": TermKind.DEGREE, "previous_field": TermKind.FIELD, "skills": TermKind.SKILL},
    Aim: {"target_roles": TermKind.ROLE, "industries": TermKind.INDUSTRY, "skills_wanted": TermKind.SKILL},
    Offer: {"role_title": TermKind.ROLE, "industries": TermKind.INDUSTRY},
}

#: (kind, key) → the spelling.
Spoken = Mapping[tuple[TermKind, str], str]
#: (kind, key) → the spelling of the word that it was merged into, which may have been merged itself.
Aliases = Mapping[tuple[TermKind, str], str]


def key_of(word: str) -> str:
    """The one form in which spellings of a word meet: ``Python``, ``python`` and ``ＰＹＴＨＯＮ`` are the same."""
    return " ".join(unicodedata.normalize("NFKC", word).casefold().split())


def spoken_by(person_id: int) -> Spoken:
    """Every shared word in a person's answers, once, however many answers hold it."""
    found: dict[tuple[TermKind, str], str] = {}
    for table, fields in KINDS.items():
        row = db.session.get(table, person_id)
        for field, kind in fields.items() if row is not None else ():
            value = getattr(row, field)
            for word in (value,) if isinstance(value, str) else value:
                if is_shareable(word):
                    found.setdefault((kind, key_of(word)), word)
    return found


def aliases() -> Aliases:
    """Every word that coordinators have merged into another."""
    rows = db.session.execute(sa.select(TermAlias.kind, TermAlias.key, TermAlias.label))
    return {(kind, key): label for kind, key, label in rows}


def standing(kind: TermKind, word: str, merged: Aliases) -> str:
    """The word that ``word`` stands for: itself unless it was merged."""
    seen: set[str] = set()
    while (key := key_of(word)) not in seen and (kind, key) in merged:
        seen.add(key)
        word = merged[kind, key]
    return word


def all_standing(kind: TermKind, words: tuple[str, ...], merged: Aliases) -> tuple[str, ...]:
    """The same for a list; of several that have become one the first stays."""
    found = tuple(standing(kind, word, merged) for word in words)
    return words if found == words else tuple({key_of(word): word for word in reversed(found)}.values())[::-1]


def as_merged(table: type[Any], fields: Mapping[str, Any], merged: Aliases) -> dict[str, Any]:
    """Answers with merged words replaced by what they stand for."""
    kinds = KINDS.get(table, {})
    return {
        name: value
        if name not in kinds or not value
        else standing(kinds[name], value, merged)
        if isinstance(value, str)
        else all_standing(kinds[name], tuple(value), merged)
        for name, value in fields.items()
    }


def count(changes: Mapping[tuple[TermKind, str], int], labels: Spoken) -> None:
    """Count many people's words up and down at once: by how much, and how those are spelt that may be new."""
    for (kind, key), number in sorted(changes.items()):
        if number > 0:
            _count_up({(kind, key): labels[kind, key]}, number)
        elif number < 0:
            _count_down([(kind, key)], -number)


def learn(before: Spoken, after: Spoken) -> None:
    """Count the words a person has begun to use up, and those they no longer use down."""
    _count_up({term: after[term] for term in after.keys() - before.keys()})
    _count_down(before.keys() - after.keys())


def is_shareable(word: str) -> bool:
    return bool(key_of(word)) and len(word) <= _LONGEST and "@" not in word and "://" not in word


def _count_up(terms: Spoken, by: int = 1) -> None:
    if not terms:
        return
    # In the order of their keys: two people who save at once then wait for each other instead of blocking.
    rows = [{"kind": kind, "key": key, "label": terms[kind, key], "uses": by} for kind, key in sorted(terms)]
    insert = postgresql.insert if db.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(Term).values(rows)
    db.session.execute(
        statement.on_conflict_do_update(index_elements=[Term.kind, Term.key], set_={"uses": Term.uses + by})
    )


def _count_down(terms: Iterable[tuple[TermKind, str]], by: int = 1) -> None:
    for kind in TermKind:
        keys = sorted(key for one, key in terms if one == kind)
        if keys:
            these = (Term.kind == kind, Term.key.in_(keys))
            db.session.execute(sa.update(Term).where(*these).values(uses=Term.uses - by))
            gone = sa.delete(Term).where(*these, Term.uses < 1, Term.hidden.is_(False))
            db.session.execute(gone)


def suggestions(kind: TermKind, typed: str = "", *, limit: int = OFFERED) -> list[str]:
    """Shared words that hold what was typed, those that begin with it first, then those most used."""
    text = key_of(typed)
    known = sa.select(Term.label).where(Term.kind == kind, Term.uses >= SHOWN_FROM, Term.hidden.is_(False))
    if text:
        known = known.where(Term.key.contains(text, autoescape=True))
    begins = sa.case((Term.key.startswith(text, autoescape=True), 0), else_=1)
    return list(db.session.scalars(known.order_by(begins, Term.uses.desc(), Term.key).limit(limit)))
