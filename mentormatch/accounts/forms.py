"""The forms of accounts."""

import re
from typing import Any

from wtforms import BooleanField, Field, HiddenField, PasswordField, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from mentormatch.accounts import passwords, service, tokens
from mentormatch.accounts.errors import WeakPassword
from mentormatch.accounts.models import Affiliation, RoleName
from mentormatch.core.errors import Invalid
from mentormatch.core.i18n import Lazy, _, _l
from mentormatch.web.forms import Form, LineField, language_field, options, zone_field

#: No longer address can be delivered to.
ADDRESS_MOST = 254
#: Names go into letters: one that is a link or an address could carry somebody else's message.
NO_NAME = re.compile(r"[<>@/\\]|www\.|\.(com|net|org)\b", re.IGNORECASE)
ROLE_WORDS: dict[RoleName, Lazy] = {
    RoleName.MENTEE: _l("Student"),
    RoleName.MENTOR: _l("Mentor"),
    RoleName.COORDINATOR: _l("Coordinator"),
    RoleName.COACH: _l("Coach"),
    RoleName.ADMIN: _l("Admin"),
    RoleName.EDITOR: _l("Editor"),
    RoleName.PARTNER: _l("Partner"),
}


class AddressField(LineField):
    """An e-mail address. Data is what was typed; ``normal_email`` of the service gives the stored form."""

    def __init__(self, *, autocomplete: str = "email", **kwargs: Any) -> None:
        typing = {"type": "email", "autocomplete": autocomplete, "autocapitalize": "none", "spellcheck": "false"}
        needed = DataRequired(_l("Please type your e-mail address."))
        super().__init__(_l("E-mail address"), most=ADDRESS_MOST, validators=[needed], render_kw=typing, **kwargs)

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if validation_stopped or self.errors:
            return
        try:
            service.normal_email(self.data)
        except Invalid as refusal:
            raise ValidationError(str(refusal)) from refusal


class SecretField(PasswordField):
    """A password, known already ("current-password") or newly chosen ("new-password"); never shown again."""

    def __init__(self, label: Any, *, autocomplete: str = "current-password", **kwargs: Any) -> None:
        needed = InputRequired(_l("Please type a password."))
        if autocomplete == "new-password":
            kwargs["description"] = _l(
                "At least %(n)d characters. A few words that only you would put together work well.",
                n=passwords.SHORTEST,
            )
        super().__init__(label, [needed], render_kw={"autocomplete": autocomplete}, **kwargs)


class NameField(LineField):
    """A person's name, as others see it."""

    def __init__(self, **kwargs: Any) -> None:
        needed = DataRequired(_l("Please type your name."))
        super().__init__(_l("Your name"), validators=[needed, _is_a_name], render_kw={"autocomplete": "name"}, **kwargs)


def _is_a_name(_form: Any, field: Field) -> None:
    if NO_NAME.search(field.data):
        raise ValidationError(_("Please type a name, without addresses or links."))


class AddressForm(Form):
    """One address: forgot the password, send the confirmation again."""

    email = AddressField()


class SignInForm(Form):
    email = AddressField(autocomplete="username")
    password = SecretField(_l("Password"))
    keep = BooleanField(_l("Stay signed in on this device"))
    next = HiddenField()


class CodeField(LineField):
    """A code of a device, or a recovery code. Groups and gaps do not matter."""

    def __init__(self, **kwargs: Any) -> None:
        typing = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        super().__init__(
            _l("Code"), most=40, validators=[DataRequired(_l("Please type a code."))], render_kw=typing, **kwargs
        )


class CodeForm(Form):
    """The second step of signing in."""

    code = CodeField(description=_l("The six digits that your app shows, or one of your recovery codes."))


class SetUpForm(Form):
    """The first code of a new device, with the seed it was made from."""

    seed = HiddenField()
    code = CodeField(description=_l("The six digits that your app shows now."))


class ProofForm(Form):
    """Once more: it is really you."""

    proof = SecretField(_l("Your password or a code"))


class TokenForm(Form):
    name = LineField(
        _l("Name"),
        most=tokens.NAME_MOST,
        validators=[DataRequired(_l("Please type a name."))],
        description=_l("What will use it, for example “My calendar script”."),
    )
    proof = SecretField(_l("Your password or a code"))


class ConfirmForm(Form):
    password = SecretField(_l("Password"))


class ResetForm(Form):
    password = SecretField(_l("New password"), autocomplete="new-password")


class PasswordForm(Form):
    """Field names are those of the service's refusals."""

    old = SecretField(_l("Your present password"))
    password = SecretField(_l("New password"), autocomplete="new-password")


class _ZoneForm(Form):
    time_zone = zone_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.time_zone.flags.required = True
        kept = self.time_zone.object_data
        if not kept:  # the browser fills in its own; without JavaScript one chooses
            self.time_zone.choices = [*options([("", _("Choose the place nearest to you"))]), *self.time_zone.choices]
        elif kept not in {place.value for place in self.time_zone.choices}:  # a file may name one where nobody lives
            self.time_zone.choices = [*options([(kept, kept)]), *self.time_zone.choices]

    def validate_time_zone(self, field: SelectField) -> None:
        if not field.data:
            raise ValidationError(_("Please choose a time zone."))


class RegisterForm(_ZoneForm):
    name = NameField()
    email = AddressField()
    password = SecretField(_l("Password"), autocomplete="new-password")
    affiliation = RadioField(
        _l("You are"),
        [InputRequired(_l("Please choose one."))],
        choices=options([(Affiliation.STUDENT.value, _l("A student")), (Affiliation.ALUM.value, _l("An alum"))]),
    )

    def validate_password(self, field: SecretField) -> None:
        """Already here, so that all that is wrong is said at once; the service asks again."""
        try:
            passwords.check(field.data, email=(self.email.data or "").lower(), name=self.name.data or "")
        except WeakPassword as refusal:
            raise ValidationError(str(refusal)) from refusal


class MeForm(_ZoneForm):
    name = NameField()
    locale = language_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.locale.flags.required = True


class RoleForm(Form):
    role = SelectField(
        _l("Role"), [InputRequired()], choices=options((role.value, words) for role, words in ROLE_WORDS.items())
    )


class DemoForm(Form):
    """``who`` is the address or the number of a demo person."""

    who = HiddenField(validators=[InputRequired()])
