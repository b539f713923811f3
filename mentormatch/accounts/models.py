"""People, their roles and their open sign-ins."""

import enum
from datetime import datetime
from typing import ClassVar

import sqlalchemy as sa
from flask_security import RoleMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column


class RoleName(enum.StrEnum):
    """What a person may do here. Roles are granted, never self-chosen, but for the first."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    COORDINATOR = "coordinator"
    COACH = "coach"
    ADMIN = "admin"
    #: Writes guides, career paths and degrees.
    EDITOR = "editor"
    #: A contact of a partner organisation, from outside the university.
    PARTNER = "partner"


class Affiliation(enum.StrEnum):
    """How a person belongs to the university. Both of the first two may look for a mentor."""

    STUDENT = "student"
    ALUM = "alum"
    OTHER = "other"


STAFF = frozenset({RoleName.COORDINATOR, RoleName.COACH, RoleName.EDITOR, RoleName.ADMIN})
#: Who sees what others would not want to lose: short sign-ins, and a second factor where the settings ask for one.
SECURED = STAFF | {RoleName.PARTNER}

person_role = sa.Table(
    "person_role",
    Base.metadata,
    sa.Column("person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("role_id", sa.ForeignKey("role.id"), primary_key=True),
)


class Role(Base, RoleMixin):
    __tablename__ = "role"
    #: Flask-Security asks for them; here roles are enough.
    permissions: ClassVar[None] = None  # type: ignore[misc]  # theirs is a column

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class Person(Base):
    """Somebody with an account. ``fs_uniquifier`` is what signed letters (confirm, reset) are bound to.

    Flask-Login's names are written here and not inherited: its mixin calls two people equal when their sign-ins are,
    and everybody who is not signed in has the same: none.
    """

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: Normalised: lower case, so that two accounts cannot differ by case alone.
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(index=True)
    #: None until a person who was imported sets one.
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    confirmed_at: Mapped[datetime | None]
    affiliation: Mapped[Affiliation] = mapped_column(
        enum_column(Affiliation, "affiliation"), default=Affiliation.STUDENT
    )
    locale: Mapped[str] = mapped_column(default="en")
    time_zone: Mapped[str] = mapped_column(default="Europe/Rome")
    created_at: Mapped[datetime] = mapped_column(default=now)
    #: Grows whenever a fact that ranking uses has changed (core.stamps, "facts").
    facts_stamp: Mapped[int] = mapped_column(default=0, index=True)
    #: When they deleted their account: what is left is a row without them (accounts.service.leaving).
    left_at: Mapped[datetime | None]

    roles: Mapped[list[Role]] = relationship(secondary=person_role, lazy="selectin", order_by=Role.id)

    #: Set at sign-in: the secret that this browser's cookie carries instead of the person's number.
    sign_in_token: str = ""
    #: Staff who must set up a second factor before anything else; found out with the sign-in.
    owes_second_factor: bool = False

    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        return self.active

    def get_id(self) -> str:
        """What the cookie carries: a sign-in, which can end, not the person, who goes on."""
        return self.sign_in_token

    def is_(self, role: RoleName) -> bool:
        return any(mine.name == role for mine in self.roles)

    @property
    def is_staff(self) -> bool:
        return any(self.is_(role) for role in STAFF)

    @property
    def is_secured(self) -> bool:
        return any(self.is_(role) for role in SECURED)

    @property
    def first_name(self) -> str:
        if self.left_at is not None:  # "A former member" has no first name
            return self.name
        return self.name.split()[0] if self.name.split() else self.name

    @property
    def initials(self) -> str:
        words = self.name.split() or ["?"]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


class SignIn(Base):
    """An open sign-in on one device. Deleting the row ends it, also for a copied cookie."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: SHA-256 of the token: a stolen database opens nothing.
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    device: Mapped[str]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class SecondFactor(Base):
    """A person signs in with a code from their device too. The secret itself is nowhere: see ``accounts.codes``."""

    __tablename__ = "second_factor"

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    #: Random; together with the secret key of the installation it gives the secret of the device.
    seed: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    #: The half minute of the last code that was taken: that one and older ones count no more.
    last_step: Mapped[int]


class RecoveryCode(Base):
    """A code for the day the device is lost, as a keyed hash. Using it deletes the row."""

    __tablename__ = "recovery_code"

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    code_hash: Mapped[str] = mapped_column(primary_key=True)


class PersonalToken(Base):
    """A key with which a program of a person's own calls the JSON API in their name."""

    __tablename__ = "personal_token"
    __table_args__ = (sa.UniqueConstraint("person_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    #: SHA-256 of 256 random bits: a stolen database opens nothing.
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
