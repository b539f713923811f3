"""Each figure equals a statement that was written by hand, over a made-up world, on both databases."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.reports.figures import FIGURES
from mentormatch.reports.scope import Scope
from mentormatch.reports.values import DAYS, Value, gini
from tests.make import Make
from tests.reports.conftest import MadeUp, rows_of

MENTEE = "FROM enrolment e WHERE e.cohort_id = :cohort AND e.enrolled_as = 'mentee' AND e.created_at >= :a"
MENTOR = (
    "FROM enrolment e JOIN offer o ON o.person_id = e.person_id AND o.status = 'approved'"
    " WHERE e.cohort_id = :cohort AND e.enrolled_as = 'mentor'"
)
COUNTED = MENTOR.replace("WHERE", "JOIN exposure_place p ON p.mentor_id = e.person_id AND p.cohort_id = :cohort WHERE")
MATCH = "SELECT 1 FROM match m WHERE m.mentee_id = e.person_id AND m.cohort_id = :cohort AND m.activated_at IS NOT NULL"
TOOK_PLACE = "(b.status = 'held' OR (b.status = 'booked' AND b.ends_at <= :now))"
MET = MATCH.replace("FROM match m", f"FROM match m JOIN booking b ON b.match_id = m.id AND {TOOK_PLACE}")
OVER = (
    "FROM request r WHERE r.cohort_id = :cohort AND r.opened_at >= :b"
    " AND r.status IN ('accepted', 'declined', 'passed_on', 'expired')"
)
DUE = (
    "FROM booking b JOIN match m ON m.id = b.match_id LEFT JOIN attendance t ON t.booking_id = b.id"
    " WHERE m.cohort_id = :cohort AND b.starts_at >= :b"
    f" AND ({TOOK_PLACE} OR b.status = 'missed' OR t.outcome = 'cancelled_late')"
)
#: Shares: how many count, and of how many.
SHARES = {
    "profile": (f"{MENTEE} AND EXISTS (SELECT 1 FROM aim a WHERE a.person_id = e.person_id AND a.goal <> '')", MENTEE),
    "asked": (
        f"{MENTEE} AND e.person_id IN (SELECT mentee_id FROM request WHERE cohort_id = :cohort)", MENTEE,
    ),
    "matched": (f"{MENTEE} AND EXISTS ({MATCH})", MENTEE),
    "met": (f"{MENTEE} AND EXISTS ({MET})", MENTEE),
    "finished": (f"{MENTEE} AND EXISTS ({MET} AND m.status = 'ended')", MENTEE),
    "accepted": (f"{OVER} AND r.status = 'accepted'", OVER),
    "held": (f"{DUE} AND {TOOK_PLACE}", DUE),
    "missed": (f"{DUE} AND b.status = 'missed'", DUE),
    "cancelled_late": (f"{DUE} AND t.outcome = 'cancelled_late'", DUE),
    "told_share": (
        f"{OVER} AND r.status = 'accepted' AND r.told_share IS NOT NULL", f"{OVER} AND r.told_share IS NOT NULL",
    ),
    "with_student": (
        f"{MENTOR} AND EXISTS (SELECT 1 FROM match m WHERE m.mentor_id = e.person_id AND m.cohort_id = :cohort"
        " AND m.activated_at >= :b)", MENTOR,
    ),
    "shown": (f"{COUNTED} AND p.places > 0", COUNTED),
}  # fmt: skip
#: Beginning and end of what is timed, a row each.
TIMES = {
    "first_answer": (
        "SELECT min(r.opened_at), min(CASE WHEN r.status IN ('accepted', 'declined', 'passed_on') THEN r.answered_at"
        " END), min((SELECT min(q.created_at) FROM request_message q WHERE q.request_id = r.id"
        " AND q.author_id = r.mentor_id)) FROM request r WHERE r.cohort_id = :cohort GROUP BY r.mentee_id"
        " HAVING min(r.opened_at) >= :b"
    ),
    "first_session": (
        "SELECT min(m.activated_at), (SELECT min(b.starts_at) FROM booking b JOIN match n ON n.id = b.match_id"
        f" WHERE n.mentee_id = m.mentee_id AND n.cohort_id = :cohort AND {TOOK_PLACE}), NULL FROM match m"
        " WHERE m.cohort_id = :cohort GROUP BY m.mentee_id HAVING min(m.activated_at) >= :b"
    ),
}
MEANS = {
    "useful_mentee": "SELECT f.useful FROM session_feedback f JOIN booking b ON b.id = f.booking_id JOIN match m"
    " ON m.id = b.match_id WHERE m.cohort_id = :cohort AND f.person_id = m.mentee_id",
    "useful_mentor": "SELECT f.useful FROM session_feedback f JOIN booking b ON b.id = f.booking_id JOIN match m"
    " ON m.id = b.match_id WHERE m.cohort_id = :cohort AND f.person_id = m.mentor_id",
    "rating": "SELECT f.rating FROM farewell f JOIN match m ON m.id = f.match_id WHERE m.cohort_id = :cohort"
    " AND f.rating IS NOT NULL",
}
SPREADS = {
    "load_spread": "SELECT (SELECT count(*) FROM match m WHERE m.mentor_id = e.person_id AND m.cohort_id = :cohort"
    f" AND m.activated_at >= :b) {MENTOR}",
    "exposure": f"SELECT p.places {COUNTED}",
}
#: Days that leave some of everything out.
FIRST = {"a": datetime(2026, 6, 10, tzinfo=UTC), "b": datetime(2026, 7, 25, tzinfo=UTC)}


@pytest.fixture
def told(world: MadeUp) -> Callable[[str, str], tuple[Value, Callable[[str], list[Any]]]]:
    """A figure since a day, and a way to ask the database by hand about the same."""

    def tell(key: str, since: str) -> tuple[Value, Callable[[str], list[Any]]]:
        scope = Scope(world.cohort, FIRST[since].date())
        values = {"cohort": world.cohort.id, "now": _bound(now()), "a": _bound(FIRST["a"]), "b": _bound(FIRST["b"])}
        return FIGURES[key].value_in(scope), lambda sql: rows_of(
            sql, **{name: value for name, value in values.items() if f":{name}" in sql}
        )

    return tell


def _bound(at: datetime) -> Any:
    return at.strftime("%Y-%m-%d %H:%M:%S.%f") if db.engine.dialect.name == "sqlite" else at


def _instant(value: Any) -> datetime:
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value


def test_every_figure_equals_a_statement_written_by_hand(told: Any) -> None:
    seen = {"registered", "room", "told_time"}
    value, ask = told("registered", "a")
    assert (value.of, value.value) == (ask(f"SELECT count(*) {MENTEE}")[0][0],) * 2
    assert 0 < value.of < 61
    for key, (part, of) in SHARES.items():
        value, ask = told(key, "a" if ":a" in of else "b")
        counted = (ask(f"SELECT count(*) {part}")[0][0], ask(f"SELECT count(*) {of}")[0][0])
        assert (value.part, value.of) == counted, key
        assert value.value == counted[0] / counted[1]
        assert 0 < counted[0] < counted[1], f"{key} says nothing in this world"
        seen.add(key)
    for key, statement in MEANS.items():
        value, ask = told(key, "b")
        numbers = [row[0] for row in ask(statement)]
        assert value.of == len(numbers) >= 5, key
        assert value.value == pytest.approx(sum(numbers) / len(numbers))
        seen.add(key)
    for key, statement in SPREADS.items():
        value, ask = told(key, "b")
        numbers = [row[0] for row in ask(statement)]
        pairs = sum(abs(one - other) for one in numbers for other in numbers)
        assert value.value == pytest.approx(pairs / (2 * len(numbers) * sum(numbers))), key
        assert dict(value.bins)[0] == numbers.count(0) == value.of - (value.part or 0)
        seen.add(key)
    for key, statement in TIMES.items():
        value, ask = told(key, "b")
        _equals_times(value, ask(statement))
        seen.add(key)
    _the_others(told)
    assert seen == set(FIGURES)


def _equals_times(value: Value, rows: list[Any]) -> None:
    waits = []
    for began, *ends in rows:
        known = [_instant(end) for end in ends if end is not None]
        if known:
            waits.append((min(known) - _instant(began)).total_seconds())
    assert (value.of, value.part) == (len(rows), len(waits))
    assert len(waits) > 5
    assert value.value == pytest.approx(float(np.median(waits)), abs=0.01)
    assert value.p90 == pytest.approx(float(np.percentile(waits, 90)), abs=0.01)
    within = [sum(wait <= day * 86400 for wait in waits) for day in DAYS]
    assert [sum(number for _end, number in value.bins[: place + 1]) for place in range(len(DAYS))] == within


def _the_others(told: Any) -> None:
    value, ask = told("room", "b")
    part, of = ask(f"SELECT sum(o.load), sum(o.capacity) {MENTOR}")[0]
    assert (value.part, value.of, value.value) == (part, of, part / of)
    value, ask = told("told_time", "b")
    rows = ask(
        "SELECT r.opened_at, r.answered_at, r.told_seconds FROM request r WHERE r.cohort_id = :cohort"
        " AND r.opened_at >= :b AND r.told_seconds IS NOT NULL AND r.status IN ('accepted', 'declined', 'passed_on')"
    )
    kept = [(_instant(end) - _instant(began)).total_seconds() <= told_seconds for began, end, told_seconds in rows]
    assert (value.part, value.of, value.said) == (sum(kept), len(kept), 0.5)
    value, ask = told("told_share", "b")
    assert value.said == pytest.approx(ask(f"SELECT avg(r.told_share) {OVER} AND r.told_share IS NOT NULL")[0][0])


def test_what_hardly_anybody_said_is_not_shown_and_days_change_nothing_about_it(world: MadeUp, make: Make) -> None:
    whole = FIGURES["rating"].value_in(Scope(world.cohort))
    assert FIGURES["rating"].value_in(Scope(world.cohort, first=now().date())) == whole
    few = FIGURES["rating"].value_in(Scope(world.other))
    assert 0 < few.of < 5
    assert few.value is None
    empty = Scope(make.cohort("Nobody yet", default=False))
    assert all(figure.value_in(empty).value in {None, 0} for figure in FIGURES.values())


def test_no_row_of_an_answer_in_confidence_shows_the_answer() -> None:
    secret = [figure for figure in FIGURES.values() if figure.key.startswith(("useful", "rating"))]
    assert len(secret) == 3
    assert not [figure for figure in secret if "number" in figure.shown or not figure.whole]


def test_gini_is_none_without_matches_and_0_when_all_are_alike() -> None:
    assert gini([0, 0]) is None
    assert gini([2, 2, 2]) == 0
