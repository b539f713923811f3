"""The form of how useful a session was."""

from wtforms import RadioField
from wtforms.validators import InputRequired

from mentormatch.core.i18n import _l
from mentormatch.feedback.policy import WORDS_MOST
from mentormatch.web.forms import Form, TextField, options


class FeedbackForm(Form):
    useful = RadioField(
        _l("How useful was it?"),
        choices=options([(3, _l("Very")), (2, _l("Somewhat")), (1, _l("Not really"))]),
        coerce=int,
        validators=[InputRequired(_l("Choose one."))],
    )
    words = TextField(
        _l("Anything to tell the office?"),
        most=WORDS_MOST,
        id="feedback-words",  # on the page of a session another form has "words" too
        description=_l("Only the coordinators of your cohort read this, with your name."),
    )
