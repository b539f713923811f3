"""What programmes ask of features above, and tell them; answered in the same transaction."""

from blinker import Signal

from mentormatch.accounts.models import Person

#: Sent with a Person. A receiver answers with the degree that they give in their profile, or "".
degree_asked = Signal("Which degree does a person give in their profile?")

#: Sent with a Cohort and, as ``copy``, the new one made like it; receivers copy what of theirs belongs to it.
copied = Signal("A cohort was copied")


def degree_of(person: Person) -> str:
    """The degree that a person gives in their profile; "" when they give none."""
    return next((answer for _receiver, answer in degree_asked.send(person) if answer), "")
