"""``flask rank``: the ranked mentors of one student. ``flask exposure``: how a cohort's lists spread attention."""

import json
from collections.abc import Iterable
from typing import Any

import click
from click import ClickException, Group
from flask.cli import with_appcontext

from mentormatch.accounts.models import Person
from mentormatch.accounts.queries import find_person
from mentormatch.matching import Encoder, Recommendation
from mentormatch.programmes.queries import find_cohort
from mentormatch.recommendations import queries, service
from mentormatch.recommendations.facts import MenteeRecord, mentee_record
from mentormatch.recommendations.pool import live_pool
from mentormatch.recommendations.ranking import live_ranker


def add_to(cli: Group) -> None:
    """Add the commands of this module."""
    cli.add_command(rank)
    cli.add_command(exposure_command)


@click.command("rank")
@click.argument("email")
@click.option("--top", default=20, show_default=True, type=click.IntRange(1, 10_000), help="How many mentors to list.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs instead of a table.")
@with_appcontext
def rank(email: str, top: int, as_json: bool) -> None:
    """Rank the mentors of the cohort for the student with this EMAIL.

    Needs no running worker: a goal that has not been encoded yet is encoded here.
    """
    person, record = _student(email)
    assert record.cohort is not None
    emails = queries.emails_of_mentors(record.cohort.id, but=person.id)
    goal = record.goal or Encoder.default().goal(record.facts)
    ranker = live_ranker()
    with live_pool().fresh() as pool:
        mine = {str(number) for number in emails}
        found = ranker.rank(record.facts, pool, top=top, only=mine, goal=goal)
        refused = {number: rule for number, rule in ranker.refused(record.facts, pool).items() if number in mine}
    if as_json:
        answer = {
            "ranker": ranker.digest,
            "student": person.email,
            "recommendations": [{"mentor": emails[int(one.mentor_id)], **_as_json(one)} for one in found],
            "refused": {emails[int(number)]: rule for number, rule in sorted(refused.items())},
        }
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    for line in _table(found, emails):
        click.echo(line)
    click.echo(f"{len(found)} mentors, {len(refused)} refused. Ranker {ranker.digest[:12]}.")


@click.command("exposure")
@click.argument("cohort")
@click.option("--top", default=10, show_default=True, type=click.IntRange(1, 1000), help="Places of a list that count.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs instead of sentences.")
@with_appcontext
def exposure_command(cohort: str, top: int, as_json: bool) -> None:
    """Tell how the first places of everybody's list spread attention over the mentors of this COHORT."""
    found = find_cohort(cohort)
    if found is None:
        raise ClickException(f"There is no cohort {cohort}.")
    spread = service.exposure_in(found, top=top)
    addresses = queries.emails_of_mentors(found.id, but=0)
    busiest = addresses.get(int(spread.busiest[0] or 0), "")
    if as_json:
        told = {**spread._asdict(), "busiest": [busiest, spread.busiest[1]]}
        told["shares"] = {addresses[int(number)]: share for number, share in spread.shares.items()}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    click.echo(f"Gini {spread.gini:.2f} (0 = everybody alike), never shown {spread.never_shown:.0%}")
    click.echo(f"Most shown: {busiest or 'nobody'}, {spread.busiest[1]:.1%} of all places")
    for language, share in sorted(spread.by_language.items(), key=lambda one: -one[1]):
        click.echo(f"Profiles in {language or 'no known language'}: {share:.0%} of all places")


def _student(email: str) -> tuple[Person, MenteeRecord]:
    """The person and what is known; exits with 1 and a sentence when there is nothing to rank by."""
    person = find_person(email)
    if person is None:
        raise ClickException(f"Nobody has the address {email}.")
    record = mentee_record(person.id)
    if record is None:
        raise ClickException(f"What is stored about {email} cannot be read; the log says why.")
    if not record.has_aim:
        raise ClickException(f"{email} has no goal yet: there is nothing to rank by.")
    if record.cohort is None:
        raise ClickException(f"{email} looks for a mentor in no cohort yet.")
    return person, record


def _as_json(one: Recommendation) -> dict[str, Any]:
    reasons = [
        {
            "feature": reason.feature,
            "kind": reason.kind,
            "contribution": reason.contribution,
            "text": reason.text(),
        }
        for reason in one.reasons
    ]
    return {"score": one.score, "band": one.band, "reasons": reasons}


def _table(found: Iterable[Recommendation], emails: dict[int, str]) -> Iterable[str]:
    for place, one in enumerate(found, start=1):
        strongest = next((reason.text() for reason in one.reasons if reason.kind == "for"), "")
        yield f"{place:4}  {one.score:.3f}  {one.band:8}  {emails[int(one.mentor_id)]:32}  {strongest}"
