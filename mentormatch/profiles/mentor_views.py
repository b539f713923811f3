"""Pages of profiles (mentor_views)."""

from flask import Blueprint

bp = Blueprint("mentor_profiles", __name__, template_folder="templates")
