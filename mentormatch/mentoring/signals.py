"""What mentoring asks of features above; answered in the same transaction."""

from blinker import Signal

from mentormatch.accounts.models import Person
from mentormatch.programmes.models import Cohort

#: Sent with a Person and ``cohort`` before a proposed time is agreed on. A receiver answers True for somebody who may
#: not get new sessions now.
agreeing = Signal("A person is about to agree on a time.")


def is_paused(person: Person, cohort: Cohort) -> bool:
    """Whether ``person`` cannot agree on times in this cohort now."""
    return any(answer for _receiver, answer in agreeing.send(person, cohort=cohort))
