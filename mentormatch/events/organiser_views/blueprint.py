"""The blueprint of organisers."""

from flask import Blueprint

from mentormatch.web.access import Who

bp = Blueprint("organiser_events", "mentormatch.events", url_prefix="/office/events", template_folder="templates")
ONE = "/<int:event_id>"
#: Who plans events.
ORGANISERS = (Who.COORDINATOR, Who.COACH)
