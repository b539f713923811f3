"""The form of what a person wants of letters."""

from collections.abc import Sequence
from types import new_class
from typing import Any

from wtforms import BooleanField, SelectField
from wtforms.validators import ValidationError

from mentormatch.core.i18n import _, _l
from mentormatch.notifications.models import LetterPreference
from mentormatch.notifications.optional import OptionalLetter
from mentormatch.web.forms import Form, options

NONE = ""
HALF_HOURS = [(str(minute), f"{minute // 60:02}:{minute % 60:02}") for minute in range(0, 24 * 60, 30)]
HOURS = [(str(hour), f"{hour:02}:00") for hour in range(24)]


class WishesForm(Form):
    """Times are on the reader's own clock. Empty quiet hours are none."""

    quiet_from = SelectField(_l("Quiet from"), choices=options([(NONE, _l("No quiet hours")), *HALF_HOURS]))
    quiet_to = SelectField(_l("Quiet until"), choices=options([(NONE, "–"), *HALF_HOURS]))
    remind_day_before = BooleanField(_l("A reminder a day before a session"))
    remind_hour_before = BooleanField(_l("A reminder an hour before a session"))
    announcements = BooleanField(_l("Announcements of coordinators to many people"))
    offered: Sequence[OptionalLetter] = ()
    digest_hour = SelectField(_l("At what hour?"), choices=options([(NONE, _l("No, each by itself")), *HOURS]))

    @classmethod
    def of(
        cls,
        wanted: LetterPreference | None,
        *,
        has_digest: bool,
        offered: Sequence[OptionalLetter] = (),
        unwanted: frozenset[str] | set[str] = frozenset(),
        **kwargs: Any,
    ) -> "WishesForm":
        """The form with what a person wants now, and a switch for each letter that is ``offered``; the digest only
        where they have one."""
        switches = {_switch(one.key): BooleanField(one.label) for one in offered}
        made: type[WishesForm] = new_class(cls.__name__, (cls,), exec_body=lambda body: body.update(switches))
        wanted = wanted or LetterPreference(remind_day_before=True, remind_hour_before=True, announcements=True)
        form = made(
            data={
                **{_switch(one.key): one.key not in unwanted for one in offered},
                "quiet_from": _text(wanted.quiet_from),
                "quiet_to": _text(wanted.quiet_to),
                "digest_hour": _text(wanted.digest_hour),
                "remind_day_before": wanted.remind_day_before,
                "remind_hour_before": wanted.remind_hour_before,
                "announcements": wanted.announcements,
            },
            **kwargs,
        )
        form.offered = offered
        if not has_digest:
            del form.digest_hour
        return form

    @property
    def switches(self) -> list[Any]:
        """The fields of optional letters."""
        return [self[_switch(one.key)] for one in self.offered]

    def validate_quiet_to(self, field: Any) -> None:
        if bool(field.data) != bool(self.quiet_from.data):
            raise ValidationError(_("Choose when they begin and when they end, or neither."))
        if field.data and field.data == self.quiet_from.data:
            raise ValidationError(_("They end when they begin. Choose another end."))

    def wishes(self) -> dict[str, Any]:
        """What was chosen, as the service takes it."""
        return {
            "quiet_from": _number(self.quiet_from.data),
            "quiet_to": _number(self.quiet_to.data),
            "remind_day_before": self.remind_day_before.data,
            "remind_hour_before": self.remind_hour_before.data,
            "announcements": self.announcements.data,
            "digest_hour": _number(self.digest_hour.data) if "digest_hour" in self else None,
            "optional_letters": {one.key: bool(self[_switch(one.key)].data) for one in self.offered},
        }


def _switch(key: str) -> str:
    return f"letter-{key.replace('.', '-')}"


def _text(number: int | None) -> str:
    return NONE if number is None else str(number)


def _number(text: str) -> int | None:
    return int(text) if text else None
