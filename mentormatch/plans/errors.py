"""The refusals of action plans."""

from collections.abc import Mapping

from mentormatch.core.errors import Conflict, Invalid, NotAllowed
from mentormatch.core.i18n import _l


class PlanFinished(Conflict):
    sentence = _l("This plan is finished. Its student can take it up again.")


class TooManySteps(Conflict):
    def __init__(self, most: int) -> None:
        super().__init__(
            _l("A plan has at most %(most)d open steps. Finish or drop some first: few steps are taken more often.",
               most=most)
        )  # fmt: skip


class NotOpen(Conflict):
    sentence = _l("This step is not open any more. Take it up again to change it.")


class Edited(Conflict):
    """Somebody saved other words meanwhile; ``stored`` are the texts that are kept now. Nothing has been saved."""

    sentence = _l("Somebody saved other words while you were writing. Both are shown below: nothing is lost.")

    def __init__(self, stored: Mapping[str, object]) -> None:
        super().__init__()
        self.stored = stored


class WrongText(Invalid):
    """``facts["field"]`` is the field whose text is missing or too long."""

    def __init__(self, field: str, least: int, most: int) -> None:
        missing = _l("Please write between 1 and %(most)d characters.", most=most)
        super().__init__(missing if least else _l("Please write at most %(most)d characters.", most=most), field=field)


class WrongLink(Invalid):
    def __init__(self) -> None:
        super().__init__(_l("A link begins with https:// and names a place on the web."), field="link")


class WrongReminder(Invalid):
    def __init__(self, most: int) -> None:
        super().__init__(_l("Choose between 0 and %(most)d days before.", most=most), field="remind_days")


class NotAHelper(Invalid):
    def __init__(self) -> None:
        super().__init__(_l("Choose somebody who helps with this plan."), field="owner")


class CannotHelp(Invalid):
    sentence = _l("Only a mentor of an active match, or a coach, can be let into a plan.")


class NotYourStep(NotAllowed):
    sentence = _l("This is for whoever made the step or takes it, and for the student.")


class NotYourPlan(NotAllowed):
    sentence = _l("Only the student whose plan it is can do this.")


class AskOver(Conflict):
    sentence = _l("This question has been answered or taken back meanwhile.")


class HandOverOpen(Conflict):
    sentence = _l("A hand-over of this plan is waiting for the student's answer already.")


class TooManyComments(Conflict):
    def __init__(self, most: int) -> None:
        super().__init__(_l("A step has at most %(most)d comments.", most=most))


class TooManyTemplateSteps(Conflict):
    def __init__(self, most: int) -> None:
        super().__init__(_l("A template has at most %(most)d steps.", most=most))


class Retired(Conflict):
    sentence = _l("This template is retired.")
