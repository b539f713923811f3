"""Pages of recommendations (views)."""

from flask import Blueprint

bp = Blueprint("recommendations", __name__, template_folder="templates")
