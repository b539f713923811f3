"""The record of a student: for themselves, and for staff that has to do with them."""

from flask import Blueprint, render_template, request
from flask_login import current_user

from mentormatch.accounts.models import Person
from mentormatch.core.i18n import moment
from mentormatch.mentoring.story import Event
from mentormatch.record import queries
from mentormatch.web.access import Who, access
from mentormatch.web.paging import Page, wanted_page

bp = Blueprint("record", __name__, template_folder="templates")
A_PAGE = 30


@bp.get("/me/record")
@access(Who.SIGNED_IN)
def mine() -> str:
    return _page(current_user)


@bp.get("/students/<int:person_id>")
@access(Who.COORDINATOR, Who.COACH, load=queries.student_for)
def show(student: Person) -> str:
    return _page(student)


def _page(student: Person) -> str:
    happened = queries.record_of(student, current_user)
    number = wanted_page()
    page = Page(request.endpoint or "", number, A_PAGE, len(happened), arguments=request.view_args or {})
    shown = happened[page.offset : page.offset + A_PAGE]
    events = [(Event(one.title, moment(one.at, current_user.time_zone), one.text, one.state), one.url) for one in shown]
    own = student.id == current_user.id
    return render_template(
        "record/show.html", student=student, own=own, events=events, pages=page,
        sheet=None if own else queries.sheet_of(student),
    )  # fmt: skip
