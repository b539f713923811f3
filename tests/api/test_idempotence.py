"""The campaign of repeated calls, in short: a real server, ten copies of each call at the same moment."""

from tests.campaigns.idempotence import COPIES, Scenario, run


def test_ten_copies_of_a_call_have_one_effect_and_one_answer() -> None:
    found = run(Scenario("short", "sqlite", keys=12))
    assert found.counted == {"sessions": 12, "audited": 12, "letters": 24, "deeds": 12}
    assert found.consistent == 12 * COPIES
