"""How places in line and kept times end, for everybody who ends them."""

from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.calendar import service as calendar
from mentormatch.coaching import telling
from mentormatch.coaching.queries import waiting
from mentormatch.coaching.waiting_models import CoachingWait, KeptStatus, KeptTime, WaitStatus
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance
from mentormatch.core.jobs import nudge

#: The sweep that keeps free times for who waits.
JOB = "coaching.keep"


def end_kept(kept: KeptTime, to: KeptStatus, *, by: Person | None) -> bool:
    """Move a kept time to its end; False when somebody was faster. Unless it was accepted, it is free again."""
    if not advance(kept, frm={KeptStatus.OPEN}, to=to, answered_at=now()):
        return False
    telling.take_back(kept)
    if to != KeptStatus.ACCEPTED:
        calendar.free_reserved(kept.booking)
        nudge(JOB)
    audit.record(by, f"kept_time.{to}", kept, **_facts(kept.wait))
    return True


def end_place(wait: CoachingWait, to: WaitStatus, *, by: Person | None, **changes: Any) -> bool:
    """Take somebody out of a line; False when they are not in it any more."""
    if not advance(wait, frm={WaitStatus.WAITING}, to=to, closed_at=now(), **changes):
        return False
    audit.record(by, f"coaching_wait.{to}", wait, **_facts(wait))
    return True


def end_wait(student_id: int, type_id: int) -> None:
    """Somebody has an appointment of the type they waited for; another time that is kept for them passes on."""
    wait = waiting.wait_in(student_id, type_id)
    if wait is None:
        return
    kept = waiting.open_for(wait)
    if kept is not None:
        end_kept(kept, KeptStatus.PASSED_ON, by=wait.student)
    end_place(wait, WaitStatus.BOOKED, by=wait.student)


def _facts(wait: CoachingWait) -> dict[str, int]:
    return {"student": wait.student_id, "type": wait.type_id}
