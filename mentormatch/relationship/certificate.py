"""A certificate of hours as a PDF: who, in what, when, how often and how long. Nothing of what was said."""

from dataclasses import dataclass
from datetime import date

from mentormatch.core.i18n import _
from mentormatch.web.certificate import Paper, draw, hours_in_words, written_day


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is certified. ``role`` is a word for the reader's part, ``hours`` their sum in words."""

    name: str
    is_mentor: bool
    programme: str
    cohort: str
    first: date
    last: date
    sessions: int
    minutes: int
    issued_on: date
    contact_name: str
    contact_email: str


def pdf_of(certificate: Certificate) -> bytes:
    """One page, A4."""
    paper = Paper(
        heading=_("Certificate of mentoring hours"),
        programme=certificate.programme,
        name=certificate.name,
        what=_what(certificate),
        facts=_facts(certificate),
        issued_on=certificate.issued_on,
        contact_name=certificate.contact_name,
        contact_email=certificate.contact_email,
    )
    return draw(paper)


def _what(certificate: Certificate) -> str:
    if certificate.is_mentor:
        return _("took part in this programme as a mentor and gave these hours to a student.")
    return _("took part in this programme as a student and met a mentor for these hours.")


def _facts(certificate: Certificate) -> list[tuple[str, str]]:
    period = " – ".join(dict.fromkeys((written_day(certificate.first), written_day(certificate.last))))
    return [
        (_("Cohort"), certificate.cohort),
        (_("Period"), period),
        (_("Sessions held"), str(certificate.sessions)),
        (_("Time together"), hours_in_words(certificate.minutes)),
    ]
