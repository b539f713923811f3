"""Pages of accounts (me_views)."""

from flask import Blueprint

bp = Blueprint("accounts_me", __name__, template_folder="templates")
