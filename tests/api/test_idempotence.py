"""The campaign of repeated calls, in short: a real server, ten copies of each call at the same moment."""

import pytest

from tests.campaigns.idempotence import COPIES, Scenario, run


@pytest.mark.parametrize("of_forms", [False, True])
def test_ten_copies_of_a_call_have_one_effect_and_one_answer(of_forms: bool) -> None:
    scenario = Scenario("short", "sqlite", keys=12, of_forms=of_forms)
    found = run(scenario)
    assert found.counted == scenario.expected
    assert found.consistent == 12 * COPIES
