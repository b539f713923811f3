"""What happens in plans when somebody deletes their account: what they were to do for others is those students'."""

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.plans.models import PlanHelper
from mentormatch.plans.service.helping import close
from mentormatch.plans.service.holding import hold


def leave(person: Person) -> None:
    mine = sa.select(PlanHelper).where(PlanHelper.person_id == person.id, PlanHelper.ended_at.is_(None))
    for helper in db.session.scalars(mine.order_by(PlanHelper.id)).all():
        hold(helper.plan)
        close(helper, by=person)
