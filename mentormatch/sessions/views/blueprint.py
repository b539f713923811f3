"""The blueprint of sessions."""

from flask import Blueprint

bp = Blueprint("sessions", "mentormatch.sessions", template_folder="templates")
