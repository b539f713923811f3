"""The form that shares a file."""

from flask_wtf.file import FileField, FileRequired

from mentormatch.core.i18n import _l
from mentormatch.files.models import FILE_MOST, MEGABYTE
from mentormatch.web.forms import Form

#: A request with the largest file, and with what a form adds around it.
BODY_MOST = FILE_MOST + MEGABYTE // 4


class ShareForm(Form):
    file = FileField(_l("File"), [FileRequired(_l("Please choose a file."))])

    @property
    def content(self) -> bytes:
        """What was sent, read once and not beyond what is allowed by more than a byte."""
        with self.file.data.stream as stream:
            content: bytes = stream.read(FILE_MOST + 1)
        return content
