"""Pages of sessions (views)."""

from flask import Blueprint

bp = Blueprint("sessions", __name__, template_folder="templates")
