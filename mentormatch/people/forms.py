"""The form of an import."""

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField
from wtforms.validators import InputRequired, ValidationError

from mentormatch.core.i18n import _, _l
from mentormatch.web.forms import Form, clean_line

MAX_BYTES = 5 * 1024 * 1024


class ImportForm(Form):
    """A file and the cohort its people take part in; choices are the coordinator's own cohorts."""

    file = FileField(_l("CSV or .xlsx file"), [FileRequired(_l("Please choose a file."))])
    cohort = SelectField(_l("Cohort"), [InputRequired()], coerce=int)
    content: bytes = b""

    def validate_file(self, field: FileField) -> None:
        """Read the file once, and not more of it than is allowed."""
        self.content = field.data.stream.read(MAX_BYTES + 1)
        if len(self.content) > MAX_BYTES:
            raise ValidationError(
                _("The file is larger than %(n)d MB. Please split it, or ask an admin.", n=MAX_BYTES // 1024**2)
            )

    @property
    def file_name(self) -> str:
        """The name as it was sent, for the reader only: nothing is stored under it."""
        return clean_line(self.file.data.filename)[:120]
