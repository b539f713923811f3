"""The part of a form in which a student says which document they bring: one of theirs, or a new file.

A new file is uploaded before anything else is looked at, and is then chosen in the form: whatever is refused after it,
nothing has to be sent twice, and a time that is held stays held.
"""

from pathlib import PurePath
from typing import Any

from flask_login import current_user
from flask_wtf.file import FileField
from wtforms import SelectField

from mentormatch.coaching.models import AppointmentType, Wanted
from mentormatch.coaching.policy import Brought
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _, _l, locale_code
from mentormatch.documents import queries as documents
from mentormatch.documents.models import TITLE_MOST, DocumentKind, DocumentVersion
from mentormatch.documents.service import keeping
from mentormatch.documents.service.keeping import Upload
from mentormatch.office.queries import is_on
from mentormatch.uploads import store
from mentormatch.uploads.names import clean_name
from mentormatch.uploads.serving import content_of
from mentormatch.web.forms import Form, LineField, options

LINK_MOST = 500


class BringForm(Form):
    """Which document comes along; ``ask_for`` fits it to a type and to who reads it."""

    document_version = SelectField(_l("Your document"), choices=[], validate_choice=False, default="")
    document_file = FileField(_l("Or upload a new one"))
    document_link = LineField(_l("Link to your document"), most=LINK_MOST)
    #: Whether there is one to choose from.
    has_documents = False

    def ask_for(self, kind: AppointmentType, *, over: bool = False) -> None:
        """Offer the reader's own documents, or a field for a link while the office has none. What is ``over`` needs
        none."""
        needed = kind.document == Wanted.NEEDED and not over
        self.document_version.flags.required = self.document_link.flags.required = True if needed else None
        if kind.document == Wanted.NONE:
            return
        if not is_on("documents"):
            del self.document_version, self.document_file
            return
        del self.document_link
        self._offer(needed=needed)

    def _offer(self, *, needed: bool) -> None:
        none = _("Choose one") if needed else _("None")
        found = [(str(version.id), called(version)) for version in documents.versions_for(current_user)]
        self.document_version.choices = options([("", none), *found])
        self.has_documents = bool(found)
        self.document_file.label.text = _("Or upload a new one") if found else _("Your document")
        self.document_file.flags.required = None if found else self.document_version.flags.required

    def refuse(self, field: str | None, sentence: object) -> None:
        is_hidden = field == "document_version" and not self.has_documents
        super().refuse("document_file" if is_hidden else field, sentence)

    @property
    def brought(self) -> Brought:
        """What was chosen; a number that is none is nobody's document, and is refused as such."""
        chosen = self.document_version.data if "document_version" in self else ""
        number = int(chosen) if chosen and chosen.isdecimal() and len(chosen) < 10 else 0
        link = self.document_link.data if "document_link" in self else ""
        return Brought(number if chosen else None, link or "")

    def take_in(self, kind: AppointmentType) -> bool:
        """Upload the file that was sent, and choose it; False when it was refused, with the reason in the form."""
        sent: Any = self.document_file.data if "document_file" in self else None
        if not sent or kind.document == Wanted.NONE:
            return True
        try:
            version = _kept(content_of(sent), sent.filename or "")
        except Refusal as refusal:
            self.refuse("document_file", refusal)
            return False
        self._offer(needed=kind.document == Wanted.NEEDED)
        self.document_version.data = str(version.id)
        return True


def called(version: DocumentVersion) -> str:
    return _("%(title)s, version %(number)d", title=version.document.title, number=version.number)


def _kept(content: bytes, name: str) -> DocumentVersion:
    """The file as a document of the reader's; one that they have already is that one."""
    mine = documents.versions_for(current_user)
    same = store.digest(content)
    for version in mine:
        if version.sha256 == same:
            return version
    upload = Upload(content, name, mine[0].language if mine else locale_code())
    title = PurePath(clean_name(name)).stem[:TITLE_MOST] or _("CV")
    return keeping.add(upload, kind=DocumentKind.CV, title=title, by=current_user)
