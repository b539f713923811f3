"""The form of a training item."""

from wtforms import BooleanField
from wtforms.validators import InputRequired

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
        _l("Also for present mentors"),
        description=_l(
            "They are not shown to students until they have ticked it. Without this only new mentors are asked."
        ),
    )
    for_all = BooleanField(_l("For all cohorts"))
