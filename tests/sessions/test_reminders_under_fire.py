"""The campaign of ``make trial`` in short: killed workers, a clock that jumps, sessions that change."""

import pytest

from tests.campaigns import reminders


@pytest.mark.parametrize("kind", ["sqlite"])
def test_no_reminder_is_lost_doubled_or_late(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminders, "DAYS", 4)
    counts, found = reminders.run(kind, sessions=20, kills=3)
    assert counts["kills"] >= 2
    assert reminders.holds(counts, found), found
