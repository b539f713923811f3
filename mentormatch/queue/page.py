"""The page of the queue: filters from the address, tabs with counts, rows, views, and acts under way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask_login import current_user

from mentormatch.core.i18n import Lazy, _, _l
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Cohort
from mentormatch.queue import labels, reading
from mentormatch.queue.forms import ViewForm
from mentormatch.queue.models import Kind, SavedView
from mentormatch.queue.policy import (
    COUNTED,
    LAST_PAGE,
    MOST_AT_ONCE,
    MOST_ROWS,
    PAGE_SIZE,
    Filters,
    Sort,
)
from mentormatch.queue.queries import own, rows
from mentormatch.queue.shown import number, shown
from mentormatch.web.paging import wanted_page

BAND_WORDS: dict[str, Lazy] = {"strong": _l("Strong"), "good": _l("Good"), "possible": _l("Possible")}
SORTS: dict[Sort, Lazy] = {
    Sort.SINCE: _l("Waiting since"),
    Sort.DUE: _l("Due"),
    Sort.WHO: _l("Who"),
    Sort.ABOUT: _l("About"),
    Sort.COHORT: _l("Cohort"),
    Sort.KIND: _l("Kind"),
}
#: What the address calls everything, so that it differs from an address that says nothing.
ALL = "all"


@dataclass(frozen=True)
class Pages:
    """Where one is; how many pages there are nobody counts."""

    number: int
    rows: int
    more: bool
    kept: Mapping[str, Any]

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE_SIZE + 1

    @property
    def last(self) -> int:
        return self.first + self.rows - 1

    @property
    def previous_url(self) -> str | None:
        return url_for("queue.index", **self.kept, page=self.number - 1) if self.number > 1 else None

    @property
    def next_url(self) -> str | None:
        deeper = self.more and self.number < LAST_PAGE
        return url_for("queue.index", **self.kept, page=self.number + 1) if deeper else None

    @property
    def ends_here(self) -> bool:
        """Whether there is more than pages show."""
        return self.more and self.number >= LAST_PAGE


def filters_of(arguments: Mapping[str, str], cohorts: Sequence[Cohort] | None = None) -> Filters:
    """The filters that an address asks for, within the reader's own cohorts."""
    return reading.filters_of(
        arguments, current_user, programmes.cohorts_of(current_user) if cohorts is None else cohorts
    )


def kept(filters: Filters, **other: Any) -> dict[str, Any]:
    """The filters as an address says them, with some of them changed."""
    found = {
        "kind": filters.kind.value if filters.kind else ALL,
        "cohort": filters.cohort_ids[0] if filters.one_cohort else None,
        "q": filters.text,
        "band": filters.band,
        "assigned": filters.assigned.value if filters.assigned else None,
        "sort": filters.sort.value if filters.sort is not Sort.SINCE else None,
        "dir": "desc" if filters.descending else None,
    } | other
    return {name: value for name, value in found.items() if value}


def address(filters: Filters) -> str:
    """What stands behind the question mark: by it a view is kept and known again."""
    return urlencode(kept(filters))


def queue_page(form: ViewForm | None = None, kept_by: tuple[list[SavedView], bool] | None = None) -> str:
    """The queue as the address asks for it; ``form`` is a view that could not be saved."""
    cohorts = programmes.cohorts_of(current_user)
    filters = filters_of(request.args, cohorts)
    page_number = min(wanted_page(), LAST_PAGE)
    found, more = rows.page_of(filters, offset=(page_number - 1) * PAGE_SIZE)
    chosen = kept(filters)
    here = url_for("queue.index", **chosen, page=page_number if page_number > 1 else None)
    counts = rows.counts(filters)
    views, shortcuts = kept_by or own.kept_by(current_user.id)
    now_at = address(filters)
    return render_template(
        "queue/index.html",
        cohorts=cohorts,
        filters=filters,
        kept=chosen,
        narrowed=chosen != {"kind": ALL},
        rows=[shown(row, current_user.id, back=here) for row in found],
        pages=Pages(page_number, len(found), more, chosen),
        total=sum(counts.values()),
        bounded=any(count > COUNTED for count in counts.values()),
        tabs=_tabs(filters, counts),
        means=labels.MEANS.get(filters.kind) if filters.kind else None,
        sorts=SORTS,
        bands=BAND_WORDS,
        assigned=labels.ASSIGNED,
        colleagues=own.colleagues([cohort.id for cohort in cohorts]),
        views=views,
        current_view=next((view for view in views if view.address == now_at), None),
        view_form=form or ViewForm(formdata=None),
        under_way=own.under_way(current_user.id),
        shortcuts=shortcuts,
        sort_url=lambda sort: url_for("queue.index", **kept(filters, **_sorted_by(filters, Sort(sort)))),
        at_once=MOST_AT_ONCE,
        most_rows=MOST_ROWS,
    )


def _sorted_by(filters: Filters, sort: Sort) -> dict[str, Any]:
    """The order that a click on a heading asks for: this one, or, when it is this one, the other way round."""
    again = filters.sort is sort and not filters.descending
    return {"sort": sort.value if sort is not Sort.SINCE else None, "dir": "desc" if again else None}


def _tabs(filters: Filters, counts: Mapping[Kind, int]) -> list[dict[str, Any]]:
    places: list[dict[str, Any]] = [
        {
            "label": _("Everything"),
            "url": url_for("queue.index", **kept(filters, kind=ALL)),
            "current": not filters.kind,
        }
    ]
    for kind, label in labels.KINDS.items():
        url = url_for("queue.index", **kept(filters, kind=kind.value))
        current = kind is filters.kind
        if counts[kind] or current:
            places.append({"label": str(label), "url": url, "current": current, "count": number(counts[kind])})
    return places
