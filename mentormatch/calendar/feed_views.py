"""A person's calendar address: the page about it, and what a calendar finds there."""

from hashlib import sha256
from urllib.parse import urlsplit

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.calendar import queries, service
from mentormatch.calendar.feed import REFRESH, feed_text
from mentormatch.calendar.models import CalendarFeed
from mentormatch.calendar.tabs import hours_tabs
from mentormatch.core.i18n import _
from mentormatch.core.limits import spend
from mentormatch.web.access import Who, access

bp = Blueprint("calendar_feed", __name__, template_folder="templates")

#: A calendar looks once an hour, some every few minutes; more is a fault or an attack.
READS_AN_HOUR = 60
HOUR = 3600


@bp.get("/calendar/<string(length=43):secret>.ics")
@access(Who.ANYONE, load=queries.feed_of_secret)
def read(feed: CalendarFeed) -> ResponseReturnValue:
    """The sessions as a calendar, for whoever has the address; unknown and revoked ones are found as little as any."""
    spend("feed", feed.person_id, limit=READS_AN_HOUR, seconds=HOUR)
    text = feed_text(feed.person)
    answer = make_response(text)
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8; method=PUBLISH"
    answer.headers["Cache-Control"] = f"private, max-age={int(REFRESH.total_seconds()) // 4}"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.set_etag(sha256(text).hexdigest()[:32])
    return answer.make_conditional(request)


@bp.get("/hours/feed")
@access(Who.MENTEE, Who.MENTOR, Who.COACH)
def page() -> str:
    return _page()


@bp.post("/hours/feed")
@access(Who.MENTEE, Who.MENTOR, Who.COACH)
def make() -> str:
    """A new address, shown in this answer and never again: hence no redirect, behind which it would have to be kept."""
    secret = service.make_feed(current_user, by=current_user)
    public = current_app.extensions["settings"].public_url
    address = public + url_for(".read", secret=secret)
    return _page(address=address, webcal=urlsplit(address)._replace(scheme="webcal").geturl())


@bp.post("/hours/feed/revoke")
@access(Who.MENTEE, Who.MENTOR, Who.COACH)
def revoke() -> ResponseReturnValue:
    service.revoke_feed(current_user, by=current_user)
    flash(_("The address answers no more. Calendars that read it keep what they had, or show an error."), "success")
    return redirect(url_for(".page"), code=303)


def _page(address: str = "", webcal: str = "") -> str:
    return render_template(
        "calendar/feed.html",
        feed=queries.feed_of(current_user.id),
        address=address,
        webcal=webcal,
        tabs_of_hours=hours_tabs(current_user),
    )
