"""Proving once more who one is, before a download or a deletion."""

from wtforms import BooleanField
from wtforms.validators import InputRequired

from mentormatch.accounts.forms import SecretField
from mentormatch.core.i18n import _l
from mentormatch.web.forms import Form


class DownloadForm(Form):
    proof = SecretField(_l("Your password or a code"))


class DeleteForm(DownloadForm):
    sure = BooleanField(
        _l("Delete my account for good"), [InputRequired(_l("Please tick this if you want to delete your account."))]
    )
