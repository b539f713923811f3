"""The blueprint of students, and the words that all pages of internships use."""

from datetime import date
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Blueprint
from flask_login import current_user

from mentormatch.core.i18n import locale_code, moment, offset_label, zone_city
from mentormatch.internships.models import Posting
from mentormatch.internships.policy import ALARMS, BACK, EXTERNAL, KINDS, PERIODS, STAGES, STATUSES, WHERE

bp = Blueprint("internships", "mentormatch.internships", url_prefix="/internships", template_folder="templates")
ONE = "/<int:posting_id>"
APPLICATION = "/applications/<int:application_id>"


@bp.app_context_processor
def _words() -> dict[str, Any]:
    return {
        "posting_kinds": KINDS, "posting_chips": STATUSES, "stage_chips": STAGES, "where_words": WHERE,
        "period_words": PERIODS, "back_words": BACK, "alarm_words": ALARMS, "external_chips": EXTERNAL,
        "deadline_there": deadline_there, "full_day": full_day, "whole_number": whole_number,
    }  # fmt: skip


def full_day(day: date) -> str:
    """With its year, for what may be far away."""
    return format_date(day, "d MMM y", locale=locale_code())


def whole_number(number: int) -> str:
    return format_decimal(number, "#,##0", locale=locale_code())


def deadline_there(posting: Posting) -> str:
    """The deadline on the clock for which it was promised, where that is not the reader's; otherwise empty."""
    here, there = (offset_label(posting.deadline_at, name) for name in (current_user.time_zone, posting.deadline_zone))
    if here == there:
        return ""
    return f"{moment(posting.deadline_at, posting.deadline_zone)}, {zone_city(posting.deadline_zone)}"
