"""What others need to know of action plans."""

from mentormatch.accounts.models import RoleName
from mentormatch.core.i18n import _l
from mentormatch.notifications.optional import OptionalLetter
from mentormatch.office.about import Place, Service
from mentormatch.office.deeds import Deed, done
from mentormatch.office.kept import Entry, Erased, Kept, Seen, Theme, Why, ours
from mentormatch.plans import around
from mentormatch.plans.leaving import leave
from mentormatch.plans.record import given, record
from mentormatch.plans.service.telling import OVERDUE

_SEEN = (Seen.YOU, Seen.STAFF, Seen.OTHER)
_HELPING = Place("plan_help.index", _l("Plans I help with"), "route")

SERVICE = Service(
    name="plans",
    title=_l("Action plans"),
    text=_l("One plan a student: dated steps over mentoring and coaching, with reminders and who helps."),
    pages=("views", "mentor_views", "coordinator_views"),
    api=("api",),
    listeners=("service.sweeping", "service.telling"),
    menu={
        RoleName.MENTEE: (Place("plans.index", _l("Plan"), "list"),),
        RoleName.MENTOR: (_HELPING,),
        RoleName.COACH: (_HELPING, Place("plan_office.index", _l("Paths"), "target")),
        RoleName.COORDINATOR: (Place("plan_office.figures", _l("Plans"), "route"),),
    },
    belongs={
        "plans": ("plans.index", "plan_help.index"),
        "plan_help": ("plan_help.index",),
        "plan_office": ("plan_office.index", "plan_office.figures"),
    },
    kept={
        "action_plan": Entry(
            Theme.SERVICES, _l("Your action plan: its title, your aim, and how it ended"), Why.SERVICE, _SEEN,
            Kept.ACCOUNT, Erased.DELETED, mine="person_id",
            exported="id title aim created_at finished_at outcome outcome_words",
            withheld="person_id version template_id overdue_told_at",
        ),
        "plan_step": Entry(
            Theme.SERVICES, _l("The steps of your action plan, also those that helpers made"), Why.SERVICE, _SEEN,
            Kept.ACCOUNT, Erased.DELETED, mine="plan_id>action_plan",
            exported="id plan_id text why owner_id made_by_id source due_on remind_days status created_at ended_at"
            " words link",
            withheld="place turn version remind_at",
        ),
        "plan_comment": Entry(
            Theme.SERVICES, _l("Comments on steps of a plan; those in your own plan go with it"), Why.SERVICE, _SEEN,
            Kept.OTHER, Erased.STAYS, mine="by_id step_id>plan_step", exported="step_id by_id text created_at",
            withheld="id", stays="text",
        ),
        "plan_helper": Entry(
            Theme.SERVICES, _l("Who was let into a plan, as a mentor or coach, and until when"), Why.SERVICE, _SEEN,
            Kept.ACCOUNT, Erased.DELETED, mine="person_id plan_id>action_plan",
            exported="plan_id person_id kind asked_at since ended_at", withheld="id match_id",
        ),
        "plan_hand_over": Entry(
            Theme.SERVICES, _l("Plans that a mentor would hand over to a coach"), Why.SERVICE, _SEEN, Kept.ACCOUNT,
            Erased.DELETED, mine="from_id to_id plan_id>action_plan",
            exported="plan_id from_id to_id words status proposed_at answered_at", withheld="id",
        ),
        "plan_template": ours(_l("Templates of action plans"), "id title text version created_at retired_at"),
        "plan_template_step": ours(_l("Steps of those templates"), "id template_id place text why days"),
    },
    deeds={
        "plan.begun": done(_l("An action plan was begun.")),
        "plan.changed": done(_l("Title or aim of an action plan were changed.")),
        "plan.finished": done(_l("An action plan was finished.")),
        "plan.resumed": done(_l("A finished action plan was taken up again.")),
        "plan.step_added": Deed(_l("A step was added to an action plan.")),
        "plan.step_changed": Deed(_l("A step of an action plan was changed.")),
        "plan.step_done": Deed(_l("A step of an action plan was done.")),
        "plan.step_undone": Deed(_l("A step of an action plan was not done after all.")),
        "plan.step_dropped": Deed(_l("A step of an action plan was dropped.")),
        "plan.step_taken_up": Deed(_l("A dropped step of an action plan was taken up again.")),
        "plan.commented": Deed(_l("A step of an action plan was commented on.")),
        "plan.asked": Deed(_l("Somebody asked to be let into an action plan.")),
        "plan.opened": Deed(_l("Somebody was let into an action plan.")),
        "plan.closed": Deed(_l("Somebody is no longer in an action plan.")),
        "plan.hand_over_proposed": Deed(_l("A mentor proposed to hand an action plan over to a coach.")),
        "plan.hand_over_agreed": Deed(_l("A hand-over of an action plan was agreed to.")),
        "plan.hand_over_declined": Deed(_l("A hand-over of an action plan was declined.")),
        "plan.hand_over_withdrawn": Deed(_l("A proposed hand-over of an action plan was taken back.")),
        "plan_template.made": done(_l("A template of action plans was made.")),
        "plan_template.changed": done(_l("A template of action plans was changed.")),
        "plan_template.retired": done(_l("A template of action plans was retired.")),
        "plan_template.restored": done(_l("A template of action plans was restored.")),
    },
    subjects={"action_plan": _l("Action plan"), "plan_template": _l("Template of action plans")},
    record=record,
    given=given,
    letters=(
        OptionalLetter(
            "plans.overdue", _l("Action plan: once a week, which steps are overdue"), (OVERDUE,),
            frozenset({RoleName.MENTEE}),
        ),
    ),
    knows=around.knows,
    doors=around.doors,
    tasks=around.tasks,
    leave=leave,
)  # fmt: skip
