"""The refusals of files, beside those of ``uploads``."""

from mentormatch.core.errors import Conflict
from mentormatch.core.i18n import _l


class SharingOver(Conflict):
    sentence = _l("Files can be shared while a match is active, and for two weeks after its end.")


class NoRoomLeft(Conflict):
    def __init__(self, most: int) -> None:
        sentence = _l("The files of this match would take more than %(most)d MB. Take one away first.", most=most)
        super().__init__(sentence)
