"""The blueprint of the office."""

from flask import Blueprint

bp = Blueprint(
    "office_internships", "mentormatch.internships", url_prefix="/office/internships", template_folder="templates"
)
