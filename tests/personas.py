"""Five people with a story: every test may ask what each of them may see."""

from dataclasses import dataclass

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.db import transactional
from mentormatch.programmes.models import Cohort, EnrolledAs, ReviewMode
from tests.make import Make


@dataclass(frozen=True)
class Personas:
    maya: Person
    omar: Person
    cora: Person
    ada: Person
    eve: Person
    cohort: Cohort
    other_cohort: Cohort


@transactional
def make_personas(make: Make) -> Personas:
    """Maya and Omar share a cohort that Cora looks after; Eve is enrolled in another one; Ada is the admin."""
    cohort = make.cohort("Autumn", default=True, review_mode=ReviewMode.AFTER_BOTH)
    other = make.cohort("Elsewhere", default=False, review_mode=ReviewMode.NONE)
    maya = make.mentee("Maya Rossi", cohort=cohort, time_zone="Europe/Rome", languages=("it", "en"))
    omar = make.mentor("Omar Haddad", cohort=cohort, time_zone="Europe/Berlin", languages=("en", "de"))
    cora = make.person("Cora Bianchi", roles=[RoleName.COORDINATOR])
    make.enrol(cora, cohort, EnrolledAs.COORDINATOR)
    ada = make.person("Ada Novak", roles=[RoleName.ADMIN])
    eve = make.mentee("Eve Laurent", cohort=other, time_zone="Europe/Paris", languages=("fr", "en"))
    return Personas(maya=maya, omar=omar, cora=cora, ada=ada, eve=eve, cohort=cohort, other_cohort=other)
