"""The blueprint of whoever comes to events."""

from flask import Blueprint

bp = Blueprint("events", "mentormatch.events", url_prefix="/events", template_folder="templates")
ONE = "/<int:event_id>"
