"""Pages of accounts (dev_views)."""

from flask import Blueprint

bp = Blueprint("dev_accounts", __name__, template_folder="templates")
