"""Pages of profiles (views)."""

from flask import Blueprint

bp = Blueprint("profiles", __name__, template_folder="templates")
