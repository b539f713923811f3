"""Pages of profiles (coordinator_views)."""

from flask import Blueprint

bp = Blueprint("coordinator_profiles", __name__, template_folder="templates")
