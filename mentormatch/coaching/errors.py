"""The refusals of coaching, a sentence each."""

from mentormatch.core.errors import Conflict, Invalid, NotAllowed
from mentormatch.core.i18n import _l


class NotForYou(NotAllowed):
    sentence = _l("Appointments of this type are not open to you.")


class NoSuchCoach(Invalid):
    sentence = _l("This coach gives no appointments of this type now. Please choose another one.")


class TooManyOpen(Conflict):
    sentence = _l("You have as many appointments of this type ahead as the office allows at once.")


class TermFull(Conflict):
    sentence = _l("You have had as many appointments of this type this term as the office allows.")


class TooLateToMove(Conflict):
    sentence = _l("It is too near to be moved. You can still cancel it until it starts.")


class NotOver(Conflict):
    sentence = _l("This appointment is not over yet.")


class AlreadySaid(Conflict):
    sentence = _l("Somebody has already said what became of this appointment.")


class AnswerNeeded(Invalid):
    sentence = _l("Please answer this question.")


class DocumentNeeded(Invalid):
    sentence = _l("Please choose a document: your coach reads it before.")


class LinkNeeded(Invalid):
    sentence = _l("Please give a link to your document: your coach reads it before.")


class NoSuchDocument(Invalid):
    sentence = _l("Choose one of your documents whose file is still there.")


class NoLinks(Invalid):
    sentence = _l("Choose one of your documents instead of a link.")


class NotALink(Invalid):
    sentence = _l("Use a link that begins with https://.")


class NoConsent(Conflict):
    sentence = _l("The student has not agreed to a recording.")


class NoPractice(Conflict):
    sentence = _l("This is not an interview practice.")


class Edited(Conflict):
    """Somebody saved other words meanwhile. Nothing has been saved."""

    sentence = _l("Somebody saved other words while you were writing. Both are shown below: nothing is lost.")


class WrongLength(Invalid):
    sentence = _l("Please write at most %(most)d characters.", most=8000)


class TimesAreFree(Conflict):
    sentence = _l("There are free times: choose one of them, nobody needs to wait.")


class OfferOver(Conflict):
    """``facts["status"]`` says how the offer ended."""

    sentence = _l("This time is not kept for you any more.")


class WrongQuestions(Invalid):
    sentence = _l("Ask at most five questions, each with words of its own.")


class NameTaken(Conflict):
    sentence = _l("Another type has this name.")


class NotACoach(Invalid):
    sentence = _l("Only coaches give appointments.")
