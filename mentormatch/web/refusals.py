"""Refusals and errors become answers here, once: a page with a sentence and a way on, or a problem for a program."""

from flask import Flask, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from mentormatch.core.db import db
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import Lazy, _l
from mentormatch.web.access import is_api
from mentormatch.web.problems import code_of, problem, problem_of

TITLES: dict[int, Lazy] = {
    400: _l("That did not work"),
    403: _l("Not for you"),
    404: _l("Nothing here"),
    405: _l("That did not work"),
    409: _l("This has changed"),
    413: _l("That is too large"),
    422: _l("Please check"),
    429: _l("Slow down a little"),
    500: _l("Something broke on our side"),
    503: _l("Not available right now"),
}
SENTENCES: dict[int, Lazy] = {
    400: _l("The request could not be understood. Please go back and try again."),
    403: _l("You may not do this."),
    404: _l("This page does not exist, or it is not yours to see."),
    405: _l("This address cannot be opened like that. Please go back and use the buttons of the page."),
    413: _l("What you sent is larger than we accept."),
    500: _l("The fault has been recorded. What you had saved is safe. Please try again in a moment."),
    503: _l("We will be back in a moment. Nothing is lost."),
}

STALE_FORM = _l("This form was open for too long, or in another sign-in. Go back, reload the page and send it again.")


def error_page(status: int, sentence: object) -> Response:
    title = TITLES.get(status, TITLES[400])
    return make_response(render_template("errors/error.html", code=status, title=title, sentence=sentence), status)


def handle_errors(app: Flask) -> None:
    @app.errorhandler(Refusal)
    def _refusal(refusal: Refusal) -> ResponseReturnValue:
        db.session.rollback()
        answer = problem_of(refusal) if is_api() else error_page(refusal.status, refusal.sentence)
        if "retry_after" in refusal.facts:
            answer.headers["Retry-After"] = str(refusal.facts["retry_after"])
        return answer

    @app.errorhandler(CSRFError)
    def _csrf(_error: CSRFError) -> ResponseReturnValue:
        return error_page(400, STALE_FORM)

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> ResponseReturnValue:
        if error.response is not None or (error.code or 500) < 400:
            return error
        db.session.rollback()
        code = error.code or 500
        if is_api():
            answer = problem(code, code_of(error), error.description or error.name)
        else:
            answer = error_page(code, SENTENCES.get(code, SENTENCES[400]))
        answer.headers.extend({k: v for k, v in error.get_headers(request.environ) if k in {"Allow", "Retry-After"}})
        return answer
