"""What is missing from a profile, in the order in which it helps."""

from mentormatch.profiles.models import Aim, Profile
from mentormatch.profiles.policy import gaps

LONG_GOAL = "I run campaigns today and want to become the person who explains numbers."


def steps(profile: Profile | None, aim: Aim | None) -> list[str]:
    return [gap.step for gap in gaps(profile, aim)]


def test_of_nothing_at_all_everything_is_missing_and_the_goal_comes_first():
    assert steps(None, None) == ["goal", "help", "languages", "background", "studies"]
    assert "Add two sentences about your goal" in str(str(gaps(None, None)[0].sentence))


def test_a_title_is_not_yet_a_goal():
    profile = Profile(languages=("en",), previous_field="law", degree="BSc")
    assert steps(profile, Aim(goal="Data analyst", help_topics=("CV",))) == ["goal"]
    assert steps(profile, Aim(goal=LONG_GOAL, help_topics=("CV",))) == []


def test_optional_answers_are_never_called_missing():
    profile = Profile(languages=("en",), previous_field="law", degree="BSc", skills=(), bio="")
    assert steps(profile, Aim(goal=LONG_GOAL, help_topics=("CV",), target_roles=(), industries=())) == []
