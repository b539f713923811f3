"""The form that shares a file."""

from flask_wtf.file import FileField, FileRequired

from mentormatch.core.i18n import _l
from mentormatch.web.forms import Form


class ShareForm(Form):
    file = FileField(_l("File"), [FileRequired(_l("Please choose a file."))])
