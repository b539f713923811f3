"""What came of postings leaves the service as a file. No student is in it."""

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.db import transactional
from mentormatch.core.i18n import _
from mentormatch.internships import queries, sheets
from mentormatch.internships.figures import Counts, counts_by_posting, figures
from mentormatch.internships.models import InternshipSettings
from mentormatch.internships.policy import KINDS, STATUSES


@transactional
def export(*, by: Person, as_workbook: bool = False) -> bytes:
    """One row for each posting, then one for each group of degrees; the trail remembers who took it."""
    postings, _total = queries.visible_postings(limit=10_000, offset=0)
    counts = counts_by_posting()
    head = [_("Organisation"), _("Posting"), _("Kind"), _("Status"), _("Deadline"), _("Applications"), _("Offers"),
            _("Accepted")]  # fmt: skip
    rows = [head]
    for posting in reversed(postings):
        said = [posting.organisation.name, posting.title, str(KINDS[posting.kind]), str(STATUSES[posting.status][1])]
        said.append(f"{posting.deadline_wall} {posting.deadline_zone}")
        rows.append([*said, *_numbers(counts.get(posting.id, Counts()))])
    for degree, people, counted in figures().by_degree:
        said = [_("By degree"), degree, _("%(count)s people", count=people), "", ""]
        rows.append([*said, *_numbers(counted)])
    audit.record(by, "internship_settings.exported", InternshipSettings(id=1), rows=len(rows) - 1)
    return sheets.as_workbook(rows) if as_workbook else sheets.as_csv(rows)


def _numbers(counts: Counts) -> list[str]:
    return [str(counts.applications), str(counts.offers), str(counts.accepted)]
