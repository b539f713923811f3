"""Uploads that attack (F of the list of abuse): none succeeds, and none leaves bytes or rows."""

import gc
import io
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from mentormatch.core.db import db, transactional
from mentormatch.core.errors import TooMany
from mentormatch.documents import queries
from mentormatch.documents.errors import NoRoomLeft
from mentormatch.documents.models import ROOM_MOST, Document, DocumentKind, DocumentRoom, DocumentVersion
from mentormatch.documents.policy import UPLOADS_A_DAY
from mentormatch.documents.service import keeping
from mentormatch.uploads import owners, store
from mentormatch.uploads.errors import Damaged
from mentormatch.uploads.limits import BODY_MOST
from tests.calendar.conftest import Pair
from tests.calendar.racing import race
from tests.calendar.reading import count
from tests.documents.conftest import FILE, upload
from tests.documents.samples import HOSTILE
from tests.files.samples import PDF
from tests.mentoring.conftest import As

pytestmark = pytest.mark.usefixtures("empty_store")
#: The test client leaves the temporary files of large bodies to the collector.
large_bodies = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def collector() -> Iterator[None]:
    yield
    gc.collect()


def send(client: FlaskClient, content: bytes, name: str):
    data = {"kind": "cv", "title": "CV", "language": "en", "file": (io.BytesIO(content), name)}
    return client.post("/documents/new", data=data, content_type="multipart/form-data")


@large_bodies
@pytest.mark.usefixtures("collector")
def test_on_the_page_a_refused_file_leaves_nothing(pair: Pair, as_person: As) -> None:
    maya = as_person(pair.mentee)
    some = [*list(HOSTILE.items())[::5], ("too much", HOSTILE["one byte too many"])]  # all of them are in test_plain
    statuses = {what: send(maya, make(), name).status_code for what, (name, make) in some}
    assert set(statuses.values()) <= {413, 422}, statuses
    assert (count(Document), count(DocumentVersion), list(store.folder().iterdir())) == (0, 0, [])


NAMES = ["../../etc/passwd.pdf", "C:\\Users\\cv.pdf", "a\r\nX-Evil: 1.pdf", 'a";x="b.pdf', "cv\u202efdp.pdf", "con.pdf",
         "x" * 4000 + ".pdf", "a\0b.pdf", "今.pdf", "  .. .pdf.pdf"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES[:-1])
def test_hostile_names_become_harmless(pair: Pair, as_person: As, name: str) -> None:
    version = upload(pair.mentee, name=name)
    answer = as_person(pair.mentee).get(f"/documents/versions/{version.id}/file")
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename=")
    assert not set(disposition) & set("\r\n\0\u202e/\\")
    assert "X-Evil" not in answer.headers
    assert [path.name for path in store.folder().iterdir()] == [version.stored_as]


def test_a_file_is_something_to_save_and_nothing_else(pair: Pair, as_person: As) -> None:
    version = upload(pair.mentee, name="Lebenslauf für Omar.pdf")
    answer = as_person(pair.mentee).get(f"/documents/versions/{version.id}/file")
    assert answer.data == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cache-Control"] == "no-store"


@large_bodies
@pytest.mark.usefixtures("collector")
def test_a_body_that_lies_about_its_length_is_read_no_further(pair: Pair, as_person: As) -> None:
    edge = b'--b\r\nContent-Disposition: form-data; name="file"; filename="cv.pdf"\r\n\r\n'
    answer = as_person(pair.mentee).post(
        "/documents/new",
        input_stream=io.BytesIO(edge + PDF + bytes(BODY_MOST) + b"\r\n--b--\r\n"),
        content_type="multipart/form-data; boundary=b",
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == 413
    assert count(Document) == 0


@transactional
def use(person_id: int, used: int) -> None:
    db.session.merge(DocumentRoom(person_id=person_id, used=used))


def test_the_room_is_kept_to_the_byte_also_by_the_database(pair: Pair) -> None:
    use(pair.mentee.id, ROOM_MOST - len(PDF) + 1)
    with pytest.raises(NoRoomLeft):
        upload(pair.mentee)
    assert list(store.folder().iterdir()) == []
    with pytest.raises(sa.exc.IntegrityError):
        use(pair.mentee.id, ROOM_MOST + 1)


def test_two_uploads_at_once_cannot_both_take_the_last_room(app: Flask, pair: Pair) -> None:
    use(pair.mentee.id, ROOM_MOST - len(PDF))
    person_id = pair.mentee.id

    def act() -> int:
        return upload(db.session.get_one(type(pair.mentee), person_id)).id

    answers = race(app, act, act)
    assert NoRoomLeft in answers
    assert count(DocumentVersion) == 1
    assert len(list(store.folder().iterdir())) == 1


def test_nobody_uploads_more_than_twenty_a_day(pair: Pair) -> None:
    document = upload(pair.mentee).document
    for _number in range(UPLOADS_A_DAY - 1):
        keeping.add_version(document, FILE, by=pair.mentee)
    with pytest.raises(TooMany):
        keeping.add_version(document, FILE, by=pair.mentee)
    assert len(list(store.folder().iterdir())) == UPLOADS_A_DAY


def test_bytes_that_changed_on_the_disk_are_not_handed_out(pair: Pair) -> None:
    version = upload(pair.mentee)
    (store.folder() / str(version.stored_as)).write_bytes(PDF + b" ")
    with pytest.raises(Damaged):
        keeping.content_of(version)


def test_taken_away_the_bytes_are_gone_and_twice_does_no_harm(pair: Pair, as_person: As) -> None:
    maya, version = as_person(pair.mentee), upload(pair.mentee)
    path = f"/documents/versions/{version.id}"
    assert [maya.post(f"{path}/take-away").status_code for _time in range(2)] == [303, 303]
    assert maya.get(f"{path}/file").status_code == 404
    assert list(store.folder().iterdir()) == []
    assert queries.room_used(pair.mentee.id) == 0


def test_kept_bytes_have_no_address_of_their_own(pair: Pair, as_person: As) -> None:
    name = upload(pair.mentee).stored_as
    for path in (f"/documents/{name}", f"/static/{name}", f"/static/../../instance/files/{name}"):
        assert as_person(pair.mentee).get(path).status_code == 404


def test_a_failed_transaction_and_a_double_click(pair: Pair, as_person: As, monkeypatch: pytest.MonkeyPatch) -> None:
    data = {"kind": "cv", "title": "CV", "language": "en", "once": "a-key-of-a-form-1"}
    for _time in range(2):
        file = {"file": (io.BytesIO(PDF), "cv.pdf")}
        answer = as_person(pair.mentee).post("/documents/new", data=data | file, content_type="multipart/form-data")
        assert answer.status_code == 303
    assert count(DocumentVersion) == 1
    monkeypatch.setattr(keeping.audit, "record", lambda *args, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        keeping.add(FILE, kind=DocumentKind.CV, title="CV", by=pair.mentee)
    assert len(list(store.folder().iterdir())) == 1


def test_every_column_with_names_of_the_store_is_asked_by_the_sweep(app: Flask) -> None:
    named = {f"{table.name}.stored_as" for table in db.metadata.sorted_tables if "stored_as" in table.columns}
    assert {f"{column.class_.__tablename__}.{column.key}" for column in owners.OWNERS} == named
