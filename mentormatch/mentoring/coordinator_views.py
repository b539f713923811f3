"""Pages of mentoring (coordinator_views)."""

from flask import Blueprint

bp = Blueprint("coordinator_mentoring", __name__, template_folder="templates")
