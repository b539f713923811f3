"""What happens here when something happens in a feature below."""

from mentormatch.programmes.models import Cohort
from mentormatch.programmes.signals import copied
from mentormatch.training import service


@copied.connect
def _copy_items(cohort: Cohort, *, copy: Cohort) -> None:
    """Mentors of a copied cohort read what those of the first one read."""
    service.copy_items(cohort.id, copy.id)
