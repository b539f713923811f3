"""The office changes the form of audits: sections with their words, their order, and which are asked."""

import secrets

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.documents.errors import LastSection, NothingSaid, TooLong
from mentormatch.documents.models import SECTION_MOST, WORDS_MOST, AuditSection
from mentormatch.documents.sections import Section, all_sections, sections


@transactional
def add_section(name: str, explanation: str, *, by: Person) -> str:
    """Add a section at the end; returns its key. Refuses NothingSaid, TooLong."""
    name, explanation = _checked(name, explanation)
    row = AuditSection(key=f"own_{secrets.token_hex(4)}", name=name, explanation=explanation, place=_end())
    db.session.add(row)
    db.session.flush()
    audit.record(by, "audit_section.added", row, section=row.key)
    return row.key


@transactional
def change_section(section: Section, name: str, explanation: str, *, by: Person) -> None:
    """Say a section otherwise; published audits keep the name that they had. Refuses NothingSaid, TooLong."""
    name, explanation = _checked(name, explanation)
    if (name, explanation) != (section.name, section.explanation):
        row = _row(section)
        row.name, row.explanation = name, explanation
        audit.record(by, "audit_section.changed", row, section=row.key)


@transactional
def move_section(section: Section, *, up: bool, by: Person) -> None:
    """Move a section by one place among those that are asked; at the end it stays."""
    asked = [one.key for one in sections()]
    if section.key not in asked:
        return
    at = asked.index(section.key)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(asked):
        return
    asked[at], asked[to] = asked[to], asked[at]
    known = {one.key: one for one in all_sections()}
    for place, key in enumerate(asked, 1):
        _row(known[key]).place = place
    audit.record(by, "audit_section.moved", _row(section), section=section.key)


@transactional
def retire_section(section: Section, *, retired: bool, by: Person) -> None:
    """Ask for a section no more, or again, at the end. Twice changes nothing. Refuses LastSection."""
    asked = {one.key for one in sections()}
    if retired == (section.key not in asked):
        return
    if asked == {section.key}:
        raise LastSection
    row = _row(section)
    row.retired_at = now() if retired else None
    row.place = row.place if retired else _end()
    db.session.flush()
    audit.record(by, "audit_section.retired" if retired else "audit_section.asked_again", row, section=row.key)


def _row(section: Section) -> AuditSection:
    """Its row, made when the office touches a standard section for the first time."""
    row = db.session.get(AuditSection, section.key)
    if row is None:
        row = AuditSection(key=section.key, place=section.place)
        db.session.add(row)
        db.session.flush()
    return row


def _end() -> int:
    return max((section.place for section in all_sections()), default=0) + 1


def _checked(name: str, explanation: str) -> tuple[str, str]:
    name, explanation = name.strip(), explanation.strip()
    if not name:
        raise NothingSaid("name")
    for field, words, most in (("name", name, SECTION_MOST), ("explanation", explanation, WORDS_MOST)):
        if len(words) > most:
            raise TooLong(field, most)
    return name, explanation
