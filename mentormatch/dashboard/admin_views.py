"""Pages of dashboard (admin_views)."""

from flask import Blueprint

bp = Blueprint("admin_dashboard", __name__, template_folder="templates")
