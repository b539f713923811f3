"""The form of a training item."""

from typing import Any

from wtforms import BooleanField
from wtforms.validators import InputRequired

from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _l
from mentormatch.training.service import LINK_MOST, TEXT_MOST, TITLE_MOST
from mentormatch.web.forms import Form, LineField, TextField


class ItemForm(Form):
    title = LineField(_l("Title"), most=TITLE_MOST, validators=[InputRequired()])
    text = TextField(
        _l("What mentors read"), most=TEXT_MOST, description=_l("Plain paragraphs, with empty lines between.")
    )
    link = LineField(
        _l("A link to more"), most=LINK_MOST, description=_l("Such as https://university.example/mentors.")
    )
    also_present = BooleanField(
        _l("Also for mentors who are here already"),
        description=_l(
            "They are not shown to students until they have ticked it. Otherwise only new mentors are asked."
        ),
    )
    for_all = BooleanField(_l("For all cohorts"))

    def values(self) -> dict[str, Any]:
        """What the service takes of an item, new or old."""
        words = {field.name: field.data or "" for field in (self.title, self.text, self.link)}
        return {**words, "also_present": self.also_present.data}


def refused(form: ItemForm, refusal: Refusal) -> None:
    """Show a refusal at its field, or on top."""
    field = refusal.facts.get("field")
    form.refuse(field if isinstance(field, str) else None, refusal)
