"""Pages of calendar (views)."""

from flask import Blueprint

bp = Blueprint("calendar", __name__, template_folder="templates")
