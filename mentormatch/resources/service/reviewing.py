"""From a draft to what readers see: a second person looks before it is published, and again after a year."""

from collections.abc import Iterable
from datetime import date

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.resources import queries
from mentormatch.resources.content import check, of_version
from mentormatch.resources.errors import GuideMoved, OwnGuide, WrongDay
from mentormatch.resources.found import found_no_more, let_be_found
from mentormatch.resources.models import Guide, GuideStatus
from mentormatch.resources.policy import LOOK_AGAIN, is_possible_look
from mentormatch.resources.service import telling
from mentormatch.resources.service.holding import hold


@transactional
def submit(guide: Guide, *, version: int, by: Person | None, quiet: bool = False) -> None:
    """Ask for somebody to look at a draft, with letters unless ``quiet``. Twice is once.

    Refuses GuideMoved, and what makes no sense.
    """
    hold(guide)
    if guide.status == GuideStatus.IN_REVIEW and guide.newest == version:
        return
    _ensure(guide, GuideStatus.DRAFT, version)
    check(of_version(guide.latest))
    guide.status = GuideStatus.IN_REVIEW
    audit.record(by, "guide.submitted", guide, version=version)
    if not quiet:
        telling.to_review(guide, by=by)


@transactional
def send_back(guide: Guide, *, version: int, by: Person) -> None:
    """Make a guide in review a draft again. Refuses GuideMoved."""
    hold(guide)
    _ensure(guide, GuideStatus.IN_REVIEW, version)
    guide.status = GuideStatus.DRAFT
    audit.record(by, "guide.sent_back", guide, version=version)


def may_publish(guide: Guide, by: Person) -> tuple[bool, bool]:
    """Whether somebody may publish what is new in a guide, and whether they would do so alone: as its author, while
    there is nobody else."""
    if by.id not in queries.authors_of_what_is_new(guide):
        return True, False
    alone = not any(editor.id != by.id for editor in queries.editors())
    return alone, alone


@transactional
def publish(guide: Guide, *, version: int, by: Person, review_on: date | None = None) -> None:
    """Let readers see exactly the version that was looked at. Refuses GuideMoved, OwnGuide, WrongDay."""
    hold(guide)
    today = now().date()
    review_on = review_on or today + LOOK_AGAIN
    if not is_possible_look(review_on, today):
        raise WrongDay
    _ensure(guide, GuideStatus.IN_REVIEW, version)
    may, alone = may_publish(guide, by)
    if not may:
        raise OwnGuide
    new = guide.latest
    check(of_version(new))
    new.published_by_id, new.published_at, new.alone = by.id, now(), alone
    guide.live, guide.status, guide.looked_at, guide.review_on = version, GuideStatus.PUBLISHED, now(), review_on
    db.session.flush()
    db.session.expire(guide)
    audit.record(by, "guide.published_alone" if alone else "guide.published", guide, version=version)
    telling.take_back_review(guide)
    let_be_found(guide)


@transactional
def publish_all(chosen: Iterable[tuple[int, int]], *, by: Person) -> tuple[int, int]:
    """Publish several, by number and version; returns how many, and how many could not be."""
    done = refused = 0
    for guide_id, version in chosen:
        guide = db.session.get(Guide, guide_id)
        waits = guide is not None and guide.status == GuideStatus.IN_REVIEW and guide.newest == version
        if guide is not None and waits and may_publish(guide, by)[0]:
            publish(guide, version=version, by=by)
            done += 1
        else:
            refused += 1
    return done, refused


@transactional
def withdraw(guide: Guide, *, by: Person) -> None:
    """Let readers see it no more. What they saved of it stays theirs. Twice is once."""
    hold(guide)
    if guide.status == GuideStatus.WITHDRAWN:
        return
    guide.status, guide.live, guide.review_on = GuideStatus.WITHDRAWN, None, None
    audit.record(by, "guide.withdrawn", guide)
    telling.take_back_review(guide)
    found_no_more(guide)


@transactional
def reopen(guide: Guide, *, by: Person) -> None:
    """A withdrawn guide is a draft again."""
    hold(guide)
    if guide.status == GuideStatus.WITHDRAWN:
        guide.status = GuideStatus.DRAFT
        audit.record(by, "guide.reopened", guide)


@transactional
def look_again(guide: Guide, *, review_on: date, by: Person) -> None:
    """Say that what readers see is still right, and when to look again. Refuses GuideMoved, WrongDay."""
    hold(guide)
    if guide.live is None:
        raise GuideMoved
    if not is_possible_look(review_on, now().date()):
        raise WrongDay
    guide.looked_at, guide.review_on = now(), review_on
    audit.record(by, "guide.looked_at", guide)


def _ensure(guide: Guide, status: GuideStatus, version: int) -> None:
    if guide.status != status or guide.newest != version:
        raise GuideMoved
