"""Forms that are sent again: messages, files and concerns, which have no natural key, each as a browser sends it."""

import hashlib
from dataclasses import dataclass
from http.client import HTTPConnection

from flask import current_app

from mentormatch.accounts import sign_ins
from mentormatch.accounts.models import Person
from tests.calendar.conftest import pair_of
from tests.campaigns.browsing import Browsing
from tests.make import Make

#: Enough people that nobody comes near a limit of a day with 300 forms.
AUTHORS, MENTORS = 10, 2
KINDS = ("messages", "files", "concerns")
EDGE = "a-line-that-no-form-contains"


@dataclass(frozen=True)
class Author:
    """Somebody who is signed in, and their match."""

    cookie: str
    match: int


def make_authors() -> list[Author]:
    """Inside the application's context, on an empty and migrated database: mentees, each with a match."""
    make = Make()
    cohort = make.cohort()
    mentors = [make.mentor(cohort=cohort, capacity=AUTHORS) for _mentor in range(MENTORS)]
    mentees = [make.mentee(f"Author {number}", cohort=cohort) for number in range(AUTHORS)]

    pairs = [(mentee, mentors[number % MENTORS]) for number, mentee in enumerate(mentees)]
    return [Author(_cookie(mentee), pair_of(mentee, mentor, cohort).match.id) for mentee, mentor in pairs]


def _cookie(person: Person) -> str:
    """The session of a browser in which ``person`` is signed in."""
    sign = current_app.session_interface.get_signing_serializer(current_app)  # type: ignore[attr-defined]
    cookie: str = sign.dumps({"_user_id": sign_ins.open_sign_in(person, "Campaign"), "_fresh": True})
    return f"{current_app.config['SESSION_COOKIE_NAME']}={cookie}"


class Forms:
    """``send(number)``: the form of that number, always with the same cookies, as a double click sends it."""

    def __init__(self, authors: list[Author], port: int, *, has_key: bool) -> None:
        self.authors, self.port, self.has_key = authors, port, has_key
        self.browsers = [self._signed_in(author) for author in authors]

    def _signed_in(self, author: Author) -> Browsing:
        browsing = Browsing("127.0.0.1", self.port, dict([author.cookie.split("=", 1)]))
        browsing.get(f"/matches/{author.match}/messages")
        return browsing

    def send(self, number: int) -> tuple[int, str]:
        kind, who = KINDS[number % len(KINDS)], number // len(KINDS) % AUTHORS
        fields = {"csrf_token": self.browsers[who].token, "text": f"Message {number}", "kind": "other"}
        fields |= {"words": f"Concern {number}"} | ({"once": _key(number)} if self.has_key else {})
        cookies = "; ".join(f"{name}={value}" for name, value in self.browsers[who].cookies.items())
        headers = {"Cookie": cookies, "Content-Type": f"multipart/form-data; boundary={EDGE}"}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("POST", f"/matches/{self.authors[who].match}/{kind}", _body(number, fields), headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status, answer.headers.get("Location", "")


def _key(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()[:20]


def _body(number: int, fields: dict[str, str]) -> bytes:
    parts = [f'name="{name}"\r\n\r\n{value}' for name, value in fields.items()]
    parts.append(f'name="file"; filename="{number}.txt"\r\n\r\nFile {number}')
    return "".join(f"--{EDGE}\r\nContent-Disposition: form-data; {part}\r\n" for part in parts).encode() + (
        f"--{EDGE}--\r\n".encode()
    )
