"""What somebody lets others see or do now, in one list, each with the page on which it is taken back."""

from collections.abc import Iterator
from itertools import groupby

from flask import url_for

from mentormatch.accounts import queries as accounts
from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar import queries as calendar
from mentormatch.core.clock import now
from mentormatch.core.i18n import _
from mentormatch.files import queries as files
from mentormatch.notifications import queries as letters
from mentormatch.office import queries as office
from mentormatch.office.about import Given
from mentormatch.training import queries as training


def given_by(person: Person) -> list[Given]:
    """Of the services that are on, of mentoring, and of the account."""
    return [*office.given_by(person), *_in_matches(person), *_of_the_account(person)]


def _in_matches(person: Person) -> Iterator[Given]:
    for match, some in groupby(files.shared_by(person), key=lambda row: row[0]):
        other = match.mentor if match.mentee_id == person.id else match.mentee
        url = url_for("files.index", match_id=match.id)
        yield Given(", ".join(file.name for _match, file in some), to=other.name, url=url)
    if person.is_(RoleName.MENTOR):
        for item, ticked_at in training.ticked_by(person):
            to = _("the career office: you have read it")
            yield Given(item.title, to=to, url=url_for("training.index"), since=ticked_at)


def _of_the_account(person: Person) -> Iterator[Given]:
    feed = calendar.feed_of(person.id)
    if feed is not None:
        to, url = _("whoever knows its address"), url_for("calendar_feed.page")
        yield Given(_("Your calendar feed"), to=to, url=url, since=feed.created_at)
    for token in accounts.tokens_of(person):
        if token.expires_at > now():
            what, to = _("Acting in your name"), _("your program “%(name)s”", name=token.name)
            yield Given(what, to=to, url=url_for("accounts.tokens"), since=token.created_at)
    wanted = letters.preference_of(person.id)
    if wanted is None or wanted.announcements:
        to, url = _("coordinators of your cohort"), url_for("notifications.wishes_form")
        yield Given(_("Announcements by e-mail"), to=to, url=url)
