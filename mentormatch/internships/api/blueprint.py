"""The blueprint of calls."""

from mentormatch.web.rest.blueprint import rest_blueprint

rest = rest_blueprint("internships_api", "mentormatch.internships", at="/internships")
ONE = "/<int:posting_id>"
