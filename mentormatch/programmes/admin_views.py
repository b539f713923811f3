"""Pages of programmes (admin_views)."""

from flask import Blueprint

bp = Blueprint("admin_programmes", __name__, template_folder="templates")
