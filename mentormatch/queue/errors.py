"""The refusals of the queue."""

from mentormatch.core.errors import Conflict, Invalid
from mentormatch.core.i18n import _l


class TooManyViews(Invalid):
    def __init__(self, most: int) -> None:
        super().__init__(_l("You keep %(most)d views already. Please delete one first.", most=most), field="name")


class NameMissing(Invalid):
    def __init__(self, most: int) -> None:
        super().__init__(_l("Please give a name of at most %(most)d characters.", most=most), field="name")


class NameTaken(Invalid):
    def __init__(self) -> None:
        super().__init__(_l("You have a view of this name already."), field="name")


class NothingChosen(Invalid):
    sentence = _l("Please tick at least one row first.")


class NothingPossible(Invalid):
    sentence = _l("None of these rows can be decided in this way.")


class TooManyRows(Invalid):
    def __init__(self, most: int) -> None:
        super().__init__(_l("At most %(most)d rows can be decided at once. Please narrow the list.", most=most))


class ReasonMissing(Invalid):
    def __init__(self) -> None:
        super().__init__(_l("Please choose a reason from the list."), field="reason")


class WordsMissing(Invalid):
    def __init__(self) -> None:
        super().__init__(_l("Please write a few words: whoever is concerned reads them."), field="words")


class NobodyChosen(Invalid):
    def __init__(self) -> None:
        super().__init__(_l("Please choose a colleague from the list."), field="assignee")


class NotForThem(Conflict):
    def __init__(self, name: str) -> None:
        super().__init__(_l("%(name)s does not look after this, or is one of the people concerned.", name=name))


class DecidedAlready(Conflict):
    sentence = _l("A colleague has decided this already.")


class TooLateToUndo(Conflict):
    sentence = _l("It is too late to undo this: it is being carried out, or has been.")


class UndoneAlready(Conflict):
    sentence = _l("This has been undone already.")
