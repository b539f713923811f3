"""Reading the files of a match, always as one of its two people."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.files.models import FileRoom, MatchFile
from mentormatch.mentoring.models import Match

#: Files of one page; with the limits of a day and of a match nobody gets near it.
MOST = 200


def files_of(match: Match) -> list[MatchFile]:
    """The files of a match, also those that were taken away, newest first."""
    found = sa.select(MatchFile).where(MatchFile.match_id == match.id)
    found = found.options(joinedload(MatchFile.by), joinedload(MatchFile.taken_away_by))
    return list(db.session.scalars(found.order_by(MatchFile.id.desc()).limit(MOST)))


def file_for(person: Person, match_id: int, file_id: int) -> MatchFile | None:
    """A file of a match this person is part of whose bytes are still there, or None."""
    found = _theirs(person, match_id, file_id).where(MatchFile.stored_as.is_not(None))
    return db.session.scalar(found)


def file_of_uploader(person: Person, match_id: int, file_id: int) -> MatchFile | None:
    """A file this person shared in a match they are part of, also one that was taken away, or None."""
    return db.session.scalar(_theirs(person, match_id, file_id).where(MatchFile.by_id == person.id))


def kept_of(person: Person) -> list[MatchFile]:
    """Every file this person has shared whose bytes are still there, oldest first."""
    theirs = sa.select(MatchFile).where(MatchFile.by_id == person.id, MatchFile.stored_as.is_not(None))
    return list(db.session.scalars(theirs.order_by(MatchFile.id)))


def shared_by(person: Person) -> list[tuple[Match, MatchFile]]:
    """The same with the match in which each was shared, one match after the other."""
    theirs = sa.select(Match, MatchFile).join(Match, Match.id == MatchFile.match_id)
    theirs = theirs.where(MatchFile.by_id == person.id, MatchFile.stored_as.is_not(None))
    return [(match, file) for match, file in db.session.execute(theirs.order_by(Match.id, MatchFile.id))]


def room_used(match: Match) -> int:
    """Bytes that the files of a match take."""
    return db.session.scalar(sa.select(FileRoom.used).where(FileRoom.match_id == match.id)) or 0


def _theirs(person: Person, match_id: int, file_id: int) -> sa.Select[MatchFile]:
    mine = sa.or_(Match.mentee_id == person.id, Match.mentor_id == person.id)
    found = sa.select(MatchFile).join(Match, Match.id == MatchFile.match_id)
    return found.where(MatchFile.id == file_id, MatchFile.match_id == match_id, mine)
