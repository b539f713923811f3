"""Forms of announcements."""

from wtforms import DateTimeLocalField, SelectField
from wtforms.validators import InputRequired

from mentormatch.announcements.labels import SEGMENTS
from mentormatch.announcements.policy import BODY_MOST, SUBJECT_MOST
from mentormatch.core.i18n import _l
from mentormatch.web.forms import Form, LineField, TextField, options

NO_VIEW = 0


class AnnouncementForm(Form):
    """Choices of cohorts and views are the coordinator's own."""

    cohort = SelectField(_l("Cohort"), [InputRequired()], coerce=int)
    segment = SelectField(
        _l("To whom"), [InputRequired()], choices=options((one.value, word) for one, word in SEGMENTS.items())
    )
    degree = LineField(_l("Only those of this degree"))
    view = SelectField(_l("Only those whom a view of your queue is about"), coerce=int, default=NO_VIEW)
    subject = LineField(_l("Subject"), most=SUBJECT_MOST, validators=[InputRequired(_l("Please give a subject."))])
    body = TextField(_l("Text"), most=BODY_MOST, validators=[InputRequired(_l("Please write something."))])


class ScheduleForm(Form):
    """A time on the coordinator's own clock."""

    send_at = DateTimeLocalField(_l("Send at"), [InputRequired(_l("Please choose a day and a time."))])
