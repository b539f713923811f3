"""The queue as a file: what the filters show, on all pages, with a bound."""

from collections.abc import Iterator

from flask import Response

from mentormatch.core.clock import now
from mentormatch.core.i18n import _
from mentormatch.mentoring.csv_file import csv_text
from mentormatch.people import workbooks
from mentormatch.queue.page import BAND_WORDS
from mentormatch.queue.policy import MOST_ROWS, Filters
from mentormatch.queue.queries import rows
from mentormatch.queue.shown import shown

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(filters: Filters) -> Response:
    return _file(csv_text(_headings(), _cells(filters)), "text/csv", f"queue-{now():%Y-%m-%d}.csv")


def as_workbook(filters: Filters) -> Response:
    content = workbooks.write_rows([tuple(_headings()), *_cells(filters)], title=_("Queue"))
    return _file(content, XLSX, f"queue-{now():%Y-%m-%d}.xlsx")


def _headings() -> list[str]:
    return [_("Kind"), _("Who"), _("About"), _("Role"), _("Fit"), _("Cohort"), _("Waiting since"), _("Due"),
            _("Assigned to")]  # fmt: skip


def _cells(filters: Filters) -> Iterator[tuple[str, ...]]:
    found, _more = rows.page_of(filters, limit=MOST_ROWS)
    for row in (shown(one, filters.viewer_id) for one in found):
        band = str(BAND_WORDS.get(row.band or "", ""))
        due = row.due.isoformat() if row.due else ""
        yield (
            str(row.chip[1]), row.who, row.about, row.detail, band, row.cohort, row.since.isoformat(), due, row.assignee
        )  # fmt: skip


def _file(content: str | bytes, mimetype: str, name: str) -> Response:
    answer = Response(content, mimetype=mimetype)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
