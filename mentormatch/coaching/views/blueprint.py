"""The blueprint of students' pages, and of an appointment, which its coach reads as well."""

from flask import Blueprint

bp = Blueprint("coaching", "mentormatch.coaching", url_prefix="/coaching", template_folder="templates")
