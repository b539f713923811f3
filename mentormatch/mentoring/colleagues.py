"""The colleagues a mentor chooses from when passing a request on."""

from wtforms.fields.choices import SelectChoice

from mentormatch.core.i18n import _
from mentormatch.mentoring.models import Request
from mentormatch.mentoring.queries import asked_before
from mentormatch.mentoring.queries.colleagues import Colleague, colleagues_for
from mentormatch.recommendations import service as recommendations
from mentormatch.recommendations.ranking import line_of

#: Those who fit best stand first; whom a mentor has in mind is found by name below.
MOST_RANKED = 5


def colleague_choices(request: Request) -> list[SelectChoice]:
    """Options of a select: who fits the mentee best, then the others by name. Empty when nobody could be suggested."""
    by_name = {colleague.id: colleague for colleague in colleagues_for(request)}
    if not by_name:
        return []
    ranked = recommendations.alternatives(
        request.mentee, cohort=request.cohort, exclude=asked_before(request.mentee_id), top=MOST_RANKED
    )
    best = [by_name.pop(shown.mentor_id) for shown in ranked if shown.mentor_id in by_name]
    fit = _("They fit %(name)s best", name=request.mentee.first_name)
    others = _("Others, by name")
    return [
        SelectChoice("", _("Choose a colleague")),
        *(_choice(colleague, fit) for colleague in best),
        *(_choice(colleague, others) for colleague in by_name.values()),
    ]


def _choice(colleague: Colleague, group: str) -> SelectChoice:
    line = line_of(colleague.role_title, colleague.organisation, "", None)
    return SelectChoice(str(colleague.id), ", ".join(filter(None, (colleague.name, line))), optgroup=group)
