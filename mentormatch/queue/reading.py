"""What an address of the queue asks for."""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from mentormatch.accounts.models import Person
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Cohort
from mentormatch.queue.models import Kind
from mentormatch.queue.policy import BANDS, MOST_ROWS, TEXT_MOST, Assigned, Filters, Sort
from mentormatch.queue.queries import rows
from mentormatch.web.forms import clean_line


def filters_of(arguments: Mapping[str, str], reader: Person, cohorts: Sequence[Cohort]) -> Filters:
    """The filters that an address asks for, within these cohorts; what nobody can mean is left out."""
    mine = tuple(cohort.id for cohort in cohorts)
    chosen = next((cohort for cohort in mine if str(cohort) == arguments.get("cohort")), None)
    kind, band, assigned, sort = (arguments.get(name, "") for name in ("kind", "band", "assigned", "sort"))
    return Filters(
        viewer_id=reader.id,
        cohort_ids=(chosen,) if chosen else mine,
        one_cohort=chosen is not None,
        kind=Kind(kind) if kind in set(Kind) else None,
        text=clean_line(arguments.get("q"))[:TEXT_MOST],
        band=band if band in BANDS else "",
        assigned=Assigned(assigned) if assigned in set(Assigned) else None,
        sort=Sort(sort) if sort in set(Sort) else Sort.SINCE,
        descending=arguments.get("dir") == "desc",
    )


def people_in_view(address: str, reader: Person) -> set[int]:
    """Whom the cases of a view are about, as far as its files go: for a pair the mentee."""
    filters = filters_of(dict(parse_qsl(address)), reader, programmes.cohorts_of(reader))
    return {row.who_id for row in rows.page_of(filters, limit=MOST_ROWS)[0]}
