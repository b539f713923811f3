"""The refusals of internships, a sentence each."""

from mentormatch.core.errors import Conflict, Invalid
from mentormatch.core.i18n import _, _l, moment


class NotOpen(Conflict):
    sentence = _l("This posting takes no applications at the moment.")


class TooLate(Conflict):
    """After the deadline; ``sentence`` says by whose clock."""

    def __init__(self, deadline: object, arrived: object, zone: str) -> None:
        said = _(
            "Applications closed on %(deadline)s (%(zone)s). Yours reached us after that, so it was not sent.",
            deadline=moment(deadline, zone),  # type: ignore[arg-type]
            zone=zone,
        )
        super().__init__(said, arrived=arrived)


class NotForYou(Conflict):
    sentence = _l("This posting is for others: look at who may apply.")


class TooManyOpen(Conflict):
    sentence = _l("You have 15 applications under way. Withdraw one, or wait for an answer.")


class Withdrew(Conflict):
    sentence = _l("You have withdrawn your application to this posting.")


class NoDocument(Invalid):
    sentence = _l("Choose the version of your CV that they may read.")


class AnswerNeeded(Invalid):
    sentence = _l("Please answer this question.")


class AnswerTooLong(Invalid):
    sentence = _l("This answer is too long.")


class NotThatWay(Conflict):
    sentence = _l("An application cannot go that way from where it is now.")


class NotYours(Conflict):
    sentence = _l("You do not speak for this organisation.")


class NoSuchMoment(Invalid):
    sentence = _l("Clocks never show this time on that day: they are changed that night. Choose another one.")


class GoneBy(Invalid):
    sentence = _l("Choose a time that is still ahead.")


class UnknownZone(Invalid):
    sentence = _l("There is no such time zone.")


class PayNeeded(Invalid):
    sentence = _l("Say how much is paid for which time, or why it is unpaid.")


class WrongDays(Invalid):
    sentence = _l("It ends after it starts.")


class PlaceNeeded(Invalid):
    sentence = _l("Say where it is, unless one works from anywhere.")


class AgreementNeeded(Conflict):
    sentence = _l("There is no valid agreement with this organisation. The career office asks for one.")


class ReasonNeeded(Invalid):
    sentence = _l("Please say why in a few words.")


class NotTimes(Invalid):
    sentence = _l("Propose one to six times ahead, on quarter hours.")


class TimeTaken(Conflict):
    sentence = _l("At that time one of you has something else. Please choose another one.")


class NotProposed(Conflict):
    sentence = _l("This time is not proposed any more.")


class NotALink(Invalid):
    sentence = _l("A link begins with https:// and holds no spaces.")


class TooManyOwn(Conflict):
    sentence = _l("Your board holds 100 applications elsewhere. Remove one that is over.")
