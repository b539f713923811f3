"""The one place where facts meet the ranker in use."""

import functools
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from mentormatch.core.i18n import _
from mentormatch.matching import BaselineRanker, MentorFacts, MentorPool, Ranker, Recommendation
from mentormatch.recommendations.facts import MenteeRecord
from mentormatch.recommendations.queries import Candidate

#: Names of the hard rules of the engine that a mentee is told about.
FULL, NO_COMMON_LANGUAGE = "full", "no_common_language"


@dataclass(frozen=True, slots=True)
class Shown:
    """A mentor in a ranked list: who it is, the facts that counted, and the recommendation."""

    mentor: Candidate
    facts: MentorFacts
    recommendation: Recommendation

    @property
    def mentor_id(self) -> int:
        return self.mentor.id

    @property
    def name(self) -> str:
        return self.mentor.name

    @property
    def line(self) -> str:
        """What this person does and studied, in one line of the present reader's language."""
        facts = self.facts
        return line_of(
            facts.role_title or facts.headline, facts.organisation, facts.degree, self.mentor.graduation_year
        )

    @property
    def band(self) -> str:
        return self.recommendation.band

    @property
    def places(self) -> int:
        """How many more mentees this mentor can take."""
        return max(self.facts.capacity - self.facts.load, 0)


def line_of(role: str, organisation: str, degree: str, graduation_year: int | None) -> str:
    """``Data analyst at Nordwind · MSc Applied Data Science & AI, 2023``, of what is known."""
    work = _("%(role)s at %(organisation)s", role=role, organisation=organisation) if role and organisation else ""
    studied = f"{degree}, {graduation_year}" if degree and graduation_year else degree
    return " · ".join(filter(None, (work or role or organisation, studied)))


@functools.cache
def live_ranker() -> Ranker:
    """The ranker in use: the published baseline."""
    return BaselineRanker()


def rank(
    record: MenteeRecord, pool: MentorPool, people: Mapping[int, Candidate], *, only: Collection[int], top: int
) -> list[Shown]:
    """The best of ``only`` for a mentee, best first, with the people they are."""
    wanted = {str(number) for number in only if number in people}
    found = live_ranker().rank(record.facts, pool, top=top, only=wanted, goal=record.goal)
    return [Shown(people[int(one.mentor_id)], pool.get(one.mentor_id), one) for one in found]
