"""Pages of mentoring (mentor_views)."""

from flask import Blueprint

bp = Blueprint("mentor_mentoring", __name__, template_folder="templates")
