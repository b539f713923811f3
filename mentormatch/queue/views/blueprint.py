"""The blueprint of the queue."""

from flask import Blueprint

bp = Blueprint("queue", "mentormatch.queue", template_folder="templates", url_prefix="/coordinator")
