"""A letter's template becomes subject, text and HTML.

One template serves both forms: the first line is the subject, then paragraphs between empty lines; a paragraph
``[Label] https://...`` is the letter's button.
"""

import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formataddr, formatdate
from typing import Any

from flask import current_app, render_template
from flask_babel import force_locale

from mentormatch.core import i18n
from mentormatch.core.i18n import as_instant
from mentormatch.notifications import queries, words
from mentormatch.notifications.models import Letter
from mentormatch.notifications.words import Added

BUTTON = re.compile(r"^\[(?P<label>[^\]\n]{1,80})\] (?P<url>https?://\S+)$")


@dataclass(frozen=True)
class Rendered:
    subject: str
    text: str
    html: str
    #: Where its first button leads, "" without one.
    url: str = ""
    #: The paragraphs: ``text``, or ``label`` and ``url`` of a button.
    parts: tuple[dict[str, str], ...] = ()


def render(letter: Letter) -> Rendered:
    """Render in the reader's language and zone. Links come from the public address, never from a request."""
    public_url = current_app.extensions["settings"].public_url
    with current_app.test_request_context("/", base_url=public_url), force_locale(letter.locale):
        written = render_template(letter.template, **letter.context, **_ways_to_write(letter))
        subject, _, body = written.strip().partition("\n")
        parts = [_paragraph(part) for part in split(body)]
        if added := added_to(letter):
            parts[1:1] = _plain(added.opening)  # below the greeting
            parts += _plain(added.closing)
        paragraphs = [part.get("text") or f"[{part['label']}] {part['url']}" for part in parts]
        html = render_template("email/layout.html", paragraphs=parts, letter=letter)
        text = render_template("email/layout.txt", paragraphs=paragraphs, letter=letter)
        if letter.context.get("is_test"):
            subject = i18n._("Test: %(subject)s", subject=subject)
    url = next((part["url"] for part in parts if "url" in part), "")
    return Rendered(subject=_one_line(subject), text=text, html=html, url=url, parts=tuple(parts))


def preview(kind: words.Kind, locale: str, time_zone: str, context: dict[str, Any]) -> Rendered:
    """A letter about made-up people in a language, as it would leave; nothing is stored."""
    made_up = Letter(
        template=kind.template,
        context=context,
        locale=locale,
        time_zone=time_zone,
        to_name=words.READER,
        person_id=None,
    )
    return render(made_up)


def added_to(letter: Letter) -> Added | None:
    """What the cohort of a letter adds to it in its reader's language, with the names filled in."""
    kind, cohort_id = words.of_template(letter.template), letter.context.get("cohort_id")
    if kind is None or cohort_id is None:
        return None
    typed = letter.context.get("words") or queries.words_of(cohort_id, kind.key, letter.locale)
    if typed is None:
        return None
    return words.filled(kind, typed, to_name=letter.to_name, context=letter.context)


def split(text: str) -> list[str]:
    """Paragraphs between empty lines."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def _plain(text: str) -> list[dict[str, str]]:
    """Paragraphs that people wrote: never a button, whatever they look like."""
    return [{"text": part} for part in split(text)]


def message(letter: Letter) -> EmailMessage:
    """The mail as it goes out: text, HTML and the calendar file, when there is one."""
    rendered = render(letter)
    mail = EmailMessage()
    mail["Subject"] = rendered.subject
    mail["From"] = current_app.extensions["settings"].mail_from
    mail["To"] = formataddr((_one_line(letter.to_name), letter.to_address))
    mail["Date"] = formatdate(letter.created_at.timestamp())
    mail["Message-ID"] = letter.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(rendered.text)
    mail.add_alternative(rendered.html, subtype="html")
    if letter.calendar:
        method = re.search(r"^METHOD:(\w+)", letter.calendar, re.MULTILINE)
        mail.add_attachment(
            letter.calendar,
            subtype="calendar",
            filename="session.ics",
            params={"method": method[1]} if method else None,
        )
    return mail


def _ways_to_write(letter: Letter) -> dict[str, object]:
    signed = current_app.extensions.get("letter_links", {})
    return {
        "to_name": letter.to_name,
        "moment": lambda at: i18n.moment(as_instant(at), letter.time_zone, locale=letter.locale),
        "zone_city": i18n.zone_city(letter.time_zone, locale=letter.locale),
        "signed_link": lambda purpose: signed[purpose](letter.person_id),
    }


def _paragraph(text: str) -> dict[str, str]:
    button = BUTTON.match(text)
    return {"label": button["label"], "url": button["url"]} if button else {"text": text}


def _one_line(text: str) -> str:
    """Headers are one line: whatever a name holds, it cannot begin another header."""
    return " ".join(text.split())
