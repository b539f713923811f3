"""A certificate of attendance as a PDF: who was at what, when, for how long."""

from dataclasses import dataclass
from datetime import date

from mentormatch.core.i18n import _
from mentormatch.web.certificate import Paper, draw, hours_in_words, written_day


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is certified; ``kind`` is a word, ``speakers`` are names."""

    name: str
    programme: str
    title: str
    kind: str
    day: date
    minutes: int
    speakers: tuple[str, ...]
    issued_on: date
    contact_name: str
    contact_email: str


def pdf_of(certificate: Certificate) -> bytes:
    """One page, A4."""
    paper = Paper(
        heading=_("Certificate of attendance"),
        programme=certificate.programme,
        name=certificate.name,
        what=_("took part in this event of the career office:"),
        title=certificate.title,
        facts=_facts(certificate),
        issued_on=certificate.issued_on,
        contact_name=certificate.contact_name,
        contact_email=certificate.contact_email,
    )
    return draw(paper)


def _facts(certificate: Certificate) -> list[tuple[str, str]]:
    facts = [
        (_("Kind"), certificate.kind),
        (_("Day"), written_day(certificate.day)),
        (_("Length"), hours_in_words(certificate.minutes)),
    ]
    return [*facts, *([(_("With"), ", ".join(certificate.speakers))] if certificate.speakers else [])]
