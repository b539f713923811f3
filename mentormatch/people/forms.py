"""The forms of an import."""

from typing import Any, BinaryIO

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField
from wtforms.validators import InputRequired, ValidationError

from mentormatch.core.i18n import _, _l
from mentormatch.web.forms import Form, clean_line

#: Twenty thousand people about whom much is said.
MAX_BYTES = 25 * 1024 * 1024


class ImportForm(Form):
    """A file and the cohort its people take part in; choices are the coordinator's own cohorts."""

    file = FileField(_l("CSV or .xlsx file"), [FileRequired(_l("Please choose a file."))])
    cohort = SelectField(_l("Cohort"), [InputRequired()], coerce=int)

    def validate_file(self, field: FileField) -> None:
        if self.content.seek(0, 2) > MAX_BYTES:
            raise ValidationError(
                _("The file is larger than %(n)d MB. Please split it, or ask an admin.", n=MAX_BYTES // 1024**2)
            )

    @property
    def content(self) -> BinaryIO:
        """The file as it came; a large one lies on the disk."""
        found: Any = self.file.data.stream
        return found

    @property
    def file_name(self) -> str:
        """The name as it was sent, for the reader only: nothing is stored under it."""
        return clean_line(self.file.data.filename)[:120]
