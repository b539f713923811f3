"""The page of files, and the exact answer of a download."""

import gc
import io
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mentormatch.files import service
from mentormatch.files.models import MatchFile
from mentormatch.uploads import store
from mentormatch.uploads.limits import BODY_MOST, FILE_MOST
from tests.calendar.conftest import Pair
from tests.calendar.reading import count
from tests.files.samples import HTML, PDF
from tests.mentoring.conftest import As, text

#: The test client, and Werkzeug where it stops reading, leave the temporary files of large bodies to the collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(autouse=True)
def _collect_them_here() -> Iterator[None]:
    yield
    gc.collect()


def url(pair: Pair, rest: str = "") -> str:
    return f"/matches/{pair.match.id}/files{rest}"


def upload(client: FlaskClient, pair: Pair, content: bytes, name: str = "cv.pdf", **data: Any) -> Any:
    data["file"] = (io.BytesIO(content), name)
    return client.post(url(pair), data=data, content_type="multipart/form-data")


def test_one_shares_and_the_other_downloads(pair: Pair, as_person: As) -> None:
    maya, omar = as_person(pair.mentee), as_person(pair.mentor)
    answer = upload(maya, pair, PDF, "Mein Lebenslauf für Omar.pdf")
    assert (answer.status_code, answer.location) == (303, url(pair))
    page = omar.get(url(pair)).text
    assert "Mein Lebenslauf für Omar.pdf" in page
    assert "Take away" not in page
    assert "Take away" in maya.get(url(pair)).text
    file = omar.get(url(pair, "/1"))
    assert file.data == PDF
    assert file.headers["Content-Type"] == "application/pdf"
    assert file.headers["Content-Disposition"].startswith('attachment; filename="Mein Lebenslauf fur Omar.pdf"; ')
    assert file.headers["Content-Disposition"].endswith("filename*=UTF-8''Mein%20Lebenslauf%20f%C3%BCr%20Omar.pdf")
    assert file.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert file.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ['a";x="b.html".txt', "a\r\nX-Evil: 1.txt", "\u202etxt.exe.txt", "\u4eca.txt"])
def test_hostile_names_stay_inside_their_header(pair: Pair, as_person: As, name: str) -> None:
    file = service.share(pair.match, b"text", name, by=pair.mentee)
    answer = as_person(pair.mentor).get(url(pair, f"/{file.id}"))
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename=")
    assert not set(disposition) & set("\r\n\u202e/")
    assert "X-Evil" not in answer.headers
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_what_pretends_is_refused_with_a_sentence(pair: Pair, as_person: As) -> None:
    maya = as_person(pair.mentee)
    answer = upload(maya, pair, HTML)
    assert answer.status_code == 422
    assert "does not fit its name" in answer.text
    assert maya.post(url(pair), data={}).status_code == 422
    assert count(MatchFile) == 0


def test_only_this_address_takes_large_bodies_and_no_larger_ones(pair: Pair, lena: Pair, as_person: As) -> None:
    maya = as_person(pair.mentee)
    largest = PDF + bytes(FILE_MOST - len(PDF))
    assert upload(maya, pair, largest).status_code == 303
    one_more = upload(maya, pair, largest + b"\0")
    assert one_more.status_code == 413
    assert "at most 10 MB" in one_more.text
    assert upload(maya, pair, largest + bytes(BODY_MOST - FILE_MOST)).status_code == 413
    elsewhere = {"text": "x", "file": (io.BytesIO(largest), "cv.pdf")}
    answer = maya.post(f"/matches/{pair.match.id}/messages", data=elsewhere, content_type="multipart/form-data")
    assert answer.status_code == 413
    assert upload(as_person(lena.mentee), pair, largest).status_code == 404
    assert count(MatchFile) == 1


def test_a_body_without_a_length_is_read_no_further_than_allowed(pair: Pair, as_person: As) -> None:
    edge = b'--b\r\nContent-Disposition: form-data; name="file"; filename="cv.pdf"\r\n\r\n'
    body = edge + PDF + bytes(BODY_MOST) + b"\r\n--b--\r\n"
    answer = as_person(pair.mentee).post(
        url(pair),
        input_stream=io.BytesIO(body),
        content_type="multipart/form-data; boundary=b",
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == 413
    assert count(MatchFile) == 0


def test_a_double_click_shares_once(pair: Pair, as_person: As) -> None:
    maya = as_person(pair.mentee)
    assert [upload(maya, pair, PDF, once="a-key-of-a-form-1").status_code for _time in range(2)] == [303, 303]
    assert count(MatchFile) == 1


def test_a_full_disk_has_a_page(pair: Pair, as_person: As, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "KEPT_FREE", 2**62)
    answer = upload(as_person(pair.mentee), pair, PDF)
    assert answer.status_code == 507
    assert "no room for files" in answer.text


def test_what_was_taken_away_is_not_there_and_says_who(pair: Pair, as_person: As) -> None:
    maya, omar = as_person(pair.mentee), as_person(pair.mentor)
    file = service.share(pair.match, PDF, "cv.pdf", by=pair.mentee)
    assert omar.post(url(pair, f"/{file.id}/take-away")).status_code == 404
    assert [maya.post(url(pair, f"/{file.id}/take-away")).status_code for _time in range(2)] == [303, 303]
    assert omar.get(url(pair, f"/{file.id}")).status_code == 404
    assert "Maya took it away on" in text(omar.get(url(pair)))
    assert "You took it away on" in text(maya.get(url(pair)))


def test_files_of_another_match_are_not_there(pair: Pair, lena: Pair, as_person: As) -> None:
    file = service.share(pair.match, PDF, "CANARY.pdf", by=pair.mentee)
    stranger = as_person(lena.mentee)
    for path in (url(pair), url(pair, f"/{file.id}"), url(lena, f"/{file.id}")):
        assert stranger.get(path).status_code == 404
    assert as_person(pair.mentor).get(url(lena, f"/{file.id}")).status_code == 404
    assert stranger.post(url(pair, f"/{file.id}/take-away")).status_code == 404
    assert "CANARY" not in stranger.get(url(lena)).text


def test_kept_bytes_have_no_address_of_their_own(app: Flask, pair: Pair, as_person: As) -> None:
    file = service.share(pair.match, PDF, "cv.pdf", by=pair.mentee)
    maya = as_person(pair.mentee)
    for path in (f"/files/{file.stored_as}", f"/static/{file.stored_as}", f"/static/../../instance/{file.stored_as}"):
        assert maya.get(path).status_code == 404
    assert not str(store.folder()).startswith(str(app.static_folder))
