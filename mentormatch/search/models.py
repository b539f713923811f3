"""Entries: what can be found, in the words and with the facts by which it is found and suggested."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.core.db import Base


class SearchEntry(Base):
    """One thing of another feature, such as the guide 7. ``title`` and ``text`` are plain; lists hold the shared terms
    of ``profiles.Term`` as labels. Nothing about a person is in it, but for mentors what their page shows to all."""

    __tablename__ = "search_entry"
    __table_args__ = (sa.UniqueConstraint("kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    #: A name of ``search.kinds``.
    kind: Mapped[str]
    subject_id: Mapped[int]
    title: Mapped[str]
    text: Mapped[str]
    #: Of the text, as ``en``; empty: found out from it.
    language: Mapped[str] = mapped_column(default="")
    roles: Mapped[tuple[str, ...]] = mapped_column(default=())
    skills: Mapped[tuple[str, ...]] = mapped_column(default=())
    industries: Mapped[tuple[str, ...]] = mapped_column(default=())
    degrees: Mapped[tuple[str, ...]] = mapped_column(default=())
    #: What it helps with: values of ``profiles.HelpTopic``.
    topics: Mapped[tuple[str, ...]] = mapped_column(default=())
    #: Grows when anything above changes (core.stamps, "entries").
    stamp: Mapped[int] = mapped_column(index=True)
    #: The stamp at which its words last changed; vectors of older ones are stale.
    texts_stamp: Mapped[int] = mapped_column(default=0)


class EntryVector(Base):
    """The vectors of an entry's words, made by the worker. Stale when the encoder or ``texts_stamp`` has moved on."""

    __tablename__ = "search_entry_vector"

    entry_id: Mapped[int] = mapped_column(
        sa.ForeignKey("search_entry.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    encoder_id: Mapped[str]
    texts_stamp: Mapped[int]
    vectors: Mapped[bytes]
