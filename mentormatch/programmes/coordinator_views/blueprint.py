"""What the pages of a cohort share."""

from typing import Any

from flask import Blueprint

from mentormatch.core.errors import Refusal

bp = Blueprint("coordinator_programmes", __name__, url_prefix="/coordinator/cohorts", template_folder="../templates")
ONE = "/<int:cohort_id>"


def refused(form: Any, refusal: Refusal) -> None:
    """Show a refusal at its field, or on top."""
    field = refusal.facts.get("field")
    form.refuse(field if isinstance(field, str) else None, refusal)
