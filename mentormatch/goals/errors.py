"""The refusals of goals."""

from mentormatch.core.errors import Conflict, Invalid
from mentormatch.core.i18n import _l


class GoalsClosed(Conflict):
    sentence = _l("Goals can be changed while a match is active. This one is not, or not any more.")


class TooManyGoals(Conflict):
    def __init__(self, most: int) -> None:
        super().__init__(
            _l("You have %(most)d open goals. Finish or drop one first: few goals are reached more often.", most=most)
        )


class TooManySteps(Conflict):
    def __init__(self, most: int) -> None:
        super().__init__(_l("A goal has at most %(most)d steps. Perhaps this is a second goal.", most=most))


class NotOpen(Conflict):
    sentence = _l("This goal was dropped. Take it up again to change it.")


class HasSteps(Conflict):
    sentence = _l("This goal is done when its steps are. Tick those that you have taken.")


class WrongGoal(Invalid):
    """``facts["field"]`` is the field whose text is missing or too long."""

    def __init__(self, field: str, most: int) -> None:
        super().__init__(_l("Please write between 1 and %(most)d characters.", most=most), field=field)


class NotOneOfThem(Invalid):
    def __init__(self) -> None:
        super().__init__(_l("Choose one of you two."), field="doer")
