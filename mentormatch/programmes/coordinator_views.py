"""Pages of programmes (coordinator_views)."""

from flask import Blueprint

bp = Blueprint("coordinator_programmes", __name__, template_folder="templates")
