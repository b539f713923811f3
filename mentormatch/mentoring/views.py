"""Pages of mentoring (views)."""

from flask import Blueprint

bp = Blueprint("mentoring", __name__, template_folder="templates")
