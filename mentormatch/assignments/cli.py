"""``flask assign``: a draft of everybody who waits in a cohort. It publishes nothing."""

import json
import time
from typing import Any

import click
from click import ClickException, Group
from flask.cli import with_appcontext

from mentormatch.assignments import queries, service
from mentormatch.assignments.models import UNDER_WAY, Draft, DraftStatus
from mentormatch.core.db import db
from mentormatch.core.errors import Refusal
from mentormatch.matching import Objective
from mentormatch.programmes.queries import find_cohort
from mentormatch.recommendations.encoding import encode_pending

CHOICES = {objective.value.replace("_", "-"): objective for objective in Objective}


def add_to(cli: Group) -> None:
    """Add the command of this module."""
    cli.add_command(assign)


@click.command("assign")
@click.argument("cohort")
@click.option("--objective", default="total", show_default=True, type=click.Choice([*CHOICES]), help="What counts.")
@click.option("--most-new", type=click.IntRange(1), help="At most so many new mentees for each mentor.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs instead of a table.")
@with_appcontext
def assign(cohort: str, objective: str, most_new: int | None, as_json: bool) -> None:
    """Draft an assignment of everybody who waits in this COHORT. Nobody is told: a coordinator publishes drafts.

    Needs no running worker: texts that have not been encoded yet are encoded here.
    """
    found = find_cohort(cohort)
    if found is None:
        raise ClickException(f"There is no cohort {cohort}.")
    encode_pending()
    try:
        (draft,) = service.ask_drafts(found, [CHOICES[objective]], by=None, most_new=most_new)
    except Refusal as refusal:
        raise ClickException(str(refusal)) from None
    number = draft.id
    service.make_drafts()
    while (draft := db.session.get_one(Draft, number, populate_existing=True)).status in UNDER_WAY:
        time.sleep(0.5)  # a worker was faster, and makes it
        db.session.rollback()
    if draft.status is not DraftStatus.READY:
        raise ClickException(f"Draft {draft.id} could not be made: {draft.failure or draft.status}.")
    told = _told(draft, cohort)
    click.echo(json.dumps(told, ensure_ascii=False, indent=2) if as_json else _table(told))


def _told(draft: Draft, cohort: str) -> dict[str, Any]:
    found = queries.rows_of(draft)
    return {
        "draft": draft.id,
        "cohort": cohort,
        "objective": draft.objective.value,
        "ranker": draft.ranker,
        "total": draft.total,
        "participation": sum(row.mentor is not None for row in found),
        "worst": draft.worst,
        "bound": draft.bound,
        "blocking_pairs": draft.blocking_pairs,
        "pairs": [
            {
                "mentee": row.mentee.email,
                "mentor": row.mentor.email,
                "score": row.score,
                "band": row.recommendation["band"],
                "reasons": row.recommendation["reasons"],
            }
            for row in found
            if row.mentor is not None
        ],
        "unmatched": {row.mentee.email: row.unmatched for row in found if row.mentor is None},
    }


def _table(told: dict[str, Any]) -> str:
    lines = [f"{pair['score']:.3f}  {pair['mentee']:40s}  {pair['mentor']}" for pair in told["pairs"]]
    lines += [f"  -    {mentee:40s}  {code}" for mentee, code in told["unmatched"].items()]
    numbers = f"{told['participation']} matched, {len(told['unmatched'])} not; total {told['total']:.3f}"
    return "\n".join([*lines, f"Draft {told['draft']}: {numbers}. Nobody has been told."])
