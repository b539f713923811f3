"""Pages of accounts (admin_views)."""

from flask import Blueprint

bp = Blueprint("admin_accounts", __name__, template_folder="templates")
