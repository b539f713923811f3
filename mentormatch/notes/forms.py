"""The texts of a session on one form, so that saving one never loses what was typed into another."""

from typing import Any

from wtforms import IntegerField
from wtforms.widgets import HiddenInput

from mentormatch.core.i18n import _l
from mentormatch.notes.models import TEXT_MOST
from mentormatch.notes.policy import TEXTS
from mentormatch.notes.queries import Notes
from mentormatch.notes.service import Draft
from mentormatch.web.forms import Form, TextField


def _version() -> IntegerField:
    return IntegerField(widget=HiddenInput(), default=0)


class NotesForm(Form):
    agenda = TextField(_l("Agenda"), most=TEXT_MOST)
    minutes = TextField(_l("Notes of both of you"), most=TEXT_MOST)
    private = TextField(_l("Only for you"), most=TEXT_MOST)
    agenda_version = _version()
    minutes_version = _version()
    private_version = _version()

    @classmethod
    def of(cls, notes: Notes) -> "NotesForm":
        """The form as it is opened: what is stored, with its versions."""
        texts = {name: notes[name].text for name in TEXTS}
        versions = {f"{name}_version": notes[name].version for name in TEXTS}
        return cls(formdata=None, data=texts | versions)

    def drafts(self, posted: Any) -> dict[str, Draft]:
        """What was typed, for each text that stood on the page."""
        return {
            name: Draft(self[name].data or "", self[f"{name}_version"].data or 0) for name in TEXTS if name in posted
        }

    def begin_anew(self, notes: Notes) -> None:
        """Keep what was typed, but count it as an answer to what is stored now."""
        for name in TEXTS:
            self[f"{name}_version"].process_data(notes[name].version)
            self[f"{name}_version"].raw_data = None
