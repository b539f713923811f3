"""The refusals of events, a sentence each."""

from mentormatch.core.errors import Conflict, Invalid, TooMany
from mentormatch.core.i18n import Lazy, _l


class NotOpenNow(Conflict):
    sentence = _l("Registration for this event is not open.")


class ChangedMeanwhile(Conflict):
    sentence = _l(
        "Somebody has changed this event while you had it open. Look at it in another tab; when you save once more,"
        " what stands here is kept."
    )


class QuestionsChanged(Conflict):
    sentence = _l("The questions have changed since you opened this page. Please answer those that stand here now.")


class NotForYou(Conflict):
    sentence = _l("This event is for others.")


class EventFull(Conflict):
    sentence = _l("All places are taken.")


class NoLine(Conflict):
    sentence = _l("All places are taken, and this event has no waiting list.")


class TimeTaken(Conflict):
    """Somebody has another booking then; ``sentence`` names it."""

    sentence = _l("You have something else at that time.")


class TooLateToCancel(Conflict):
    sentence = _l("Places in this event can no longer be given back by yourself. Write to the career office.")


class NotRegistered(Conflict):
    sentence = _l("You have no place in this event any more.")


class PlaceMoved(Conflict):
    """An offer that is no longer open."""

    def __init__(self, status: str) -> None:
        super().__init__(PLACE_NOW.get(status, Conflict.sentence))


class AnswerNeeded(Invalid):
    sentence = _l("Please answer this question.")


class NotAChoice(Invalid):
    sentence = _l("Please choose one of the answers.")


class AnswerTooLong(Invalid):
    sentence = _l("This answer is too long.")


class NotPlanned(Conflict):
    sentence = _l("This is possible only while the event is planned.")


class NotOnQuarters(Invalid):
    sentence = _l("Events start and end on quarter hours, such as 17:00 or 17:15.")


class WrongTimes(Invalid):
    sentence = _l("An event ends after it starts, within two weeks.")


class GoneBy(Invalid):
    sentence = _l("Choose a time that is still ahead.")


class WrongWindow(Invalid):
    sentence = _l("Registration opens before it closes, and closes by the end of the event.")


class NoPlaceGiven(Invalid):
    sentence = _l("Say where it is: a room, a link, or both.")


class NotALink(Invalid):
    sentence = _l("A link begins with https:// and holds no spaces.")


class TooFewPlaces(Conflict):
    sentence = _l("More places than that are taken already.")


class ReasonNeeded(Invalid):
    sentence = _l("Please say why: it is in the letter to everybody.")


class WrongCode(Invalid):
    sentence = _l("This is not the code at the door. Look at it again.")


class DoorClosed(Conflict):
    sentence = _l("The code works from half an hour before the start until half an hour after the end.")


class TooManyTries(TooMany):
    sentence = _l("That were many tries. Ask the organiser to tick your name.")


class NotOver(Conflict):
    sentence = _l("This is possible once the event is over.")


class NotThere(Conflict):
    sentence = _l("A certificate is for those who were there.")


class NotAMentor(Invalid):
    sentence = _l("No mentor has this address.")


class SpeaksAlready(Conflict):
    sentence = _l("This person is among the speakers already.")


#: What has become of a place, by its status.
PLACE_NOW: dict[str, Lazy] = {
    "waiting": _l("You wait in line for this event."),
    "registered": _l("You have accepted this place already."),
    "left": _l("You have given this place back."),
    "passed_on": _l("You have let this place pass on."),
    "lapsed": _l("This place was kept for you until its time was over. It has passed on to the next in line."),
    "cannot": _l("The event was moved to a time at which you have something else."),
    "removed": _l("An organiser has taken you off this event."),
    "called_off": _l("This event was called off."),
}
