"""Guides from files and to files: dry run, report, the same again changes nothing, no formulas."""

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.resources import folder, queries
from mentormatch.resources.editor_views.files import table_of
from mentormatch.resources.errors import UnreadableFile
from mentormatch.resources.files import everything, read_table
from mentormatch.resources.models import Guide, GuideStatus, GuideVersion
from mentormatch.resources.service.importing import Outcome, Result, run
from mentormatch.uploads.limits import FILE_MOST
from tests.resources.make import draft, published

People = tuple[Person, Person, Person]
HEAD = ["key", "language", "translation_of", "kind", "title", "lead", "text", "topics", "roles"]


def written(rows: list[list[str]], head: list[str] = HEAD) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue().encode()


def row(key: str, **changes: str) -> list[str]:
    facts = {"key": key, "language": "en", "title": f"Guide {key}", "text": "# A\n\nwords, and more", "topics": "CV"}
    return [{**facts, **changes}.get(name, "") for name in HEAD]


def taken(content: bytes, by: Person | None = None, **options: Any) -> list[Result]:
    rows = [(one.place, one.cells) for one in folder.read(content).rows]
    return run(rows, by=by, dry_run=options.pop("dry_run", False), **options)


def count(table: Any = Guide) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_five_hundred_guides_come_once(people: People) -> None:
    content = written([row(f"k{number}") for number in range(500)])
    dry = taken(content, dry_run=True)
    assert {one.outcome for one in dry} == {Outcome.ADDED}
    assert count() == 0
    assert {one.outcome for one in taken(content, submit=True)} == {Outcome.ADDED}
    assert count() == 500
    assert {one.outcome for one in taken(content)} == {Outcome.SAME}
    assert count(GuideVersion) == 500
    assert queries.counts()["review"] == 500


def test_a_refused_row_leaves_the_others_alone(people: People) -> None:
    content = written([
        row("a"), row("a"), row("b", kind="poem"), row("c", topics="juggling"), row("d", language="xx"), row(""),
        row("e", title=""), row("f", translation_of="nobody"), row("g", language="it", translation_of="a"),
        row("h", language="en", translation_of="a"), row("x" * 81), row("i", title="y" * 500),
    ])  # fmt: skip
    results = taken(content)
    assert [one.key for one in results if one.outcome == Outcome.ADDED] == ["a", "g"]
    assert all(one.why for one in results if one.outcome == Outcome.REFUSED)
    assert count() == 2


def test_a_change_waits_and_what_is_not_named_stays(people: People) -> None:
    edda, erik, _maya = people
    guide = published(edda, erik, roles=("Data analyst",))
    key = guide.import_key
    (one,) = taken(written([[key, "New title"]], ["key", "title"]), by=edda)
    assert one.outcome == Outcome.CHANGED
    guide = db.session.get_one(Guide, guide.id)
    assert (guide.live, guide.newest, guide.status) == (1, 2, GuideStatus.DRAFT)
    assert guide.latest.roles == ("Data analyst",)
    assert guide.shown
    assert guide.shown.title == "Your first CV"
    (other,) = taken(written([[key, "it", "x"]], ["key", "language", "title"]), by=edda)
    assert other.outcome == Outcome.REFUSED


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_what_is_written_runs_nowhere_and_comes_back_as_it_was(people: People, start: str) -> None:
    edda, erik, _maya = people
    published(edda, erik, title=f"{start} cmd".strip(), lead=f"{start}", text=f"{start}\nsecond line")
    content = everything()
    cells = [cell for line in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in line]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "＝"))]
    (one,) = taken(content)
    assert one.outcome in ({Outcome.SAME} if not start.startswith("\t") else {Outcome.SAME, Outcome.CHANGED})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"title\nx",
        b"key,key,title\n",
        b"\xff\xfe\x00",
        b"key,title\na,\0",
        b'key,title\na,"b\nc',
        b"PK\x03\x04\xff",
    ],
)
def test_what_is_no_table_is_refused(app: Any, content: bytes) -> None:
    with app.test_request_context(), pytest.raises(UnreadableFile):
        read_table(content)


def test_editors_check_and_import_on_a_page(people: People, as_person: Any) -> None:
    edda = people[0]
    page = as_person(edda)
    content = written([row("a"), row("b", kind="poem")])

    def send(**more: str) -> Any:
        return page.post("/guides/import", data={"file": (io.BytesIO(content), "g.csv"), **more})

    checked = send()
    assert "nothing is written" in checked.text
    assert "The kind is one of" in checked.text
    assert count() == 0
    assert "Imported, but for" in send(write="1", submit_too="y").text
    assert count() == 1
    assert page.post("/guides/import", data={"file": (io.BytesIO(b"x"), "g.csv")}).status_code == 422
    answer = page.get("/guides/export.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="guides.csv"'
    assert "Guide a" in answer.text
    listed = page.get("/guides?shelf=review").text
    assert "yours" in listed
    erik = as_person(people[1])
    chosen = [f"{queries.guide_by_key('a').id}:1", "0:1", "x:y", "1", "9" * 30 + ":1"]  # type: ignore[union-attr]
    assert erik.post("/guides/publish", data={"guide": chosen}).status_code == 303
    assert queries.guide_by_key("a").status == GuideStatus.PUBLISHED  # type: ignore[union-attr]


def test_the_command_line(app: Any, tmp_path: Path) -> None:
    file = tmp_path / "guides.csv"
    file.write_bytes(written([row("a"), row("b", kind="poem")]))
    runner = app.test_cli_runner()
    dry = runner.invoke(args=["resources", "import", str(file), "--dry-run"])
    assert dry.exit_code == 1
    assert "this was a dry run" in dry.output
    assert count() == 0
    assert "added: 1" in runner.invoke(args=["resources", "import", str(file)]).output
    assert runner.invoke(args=["resources", "export", str(tmp_path / "out.csv")]).exit_code == 0
    again = runner.invoke(args=["resources", "import", str(tmp_path / "out.csv")])
    assert "same: 1" in again.output
    file.write_bytes(b"nothing")
    assert runner.invoke(args=["resources", "import", str(file)]).exit_code == 2


def zipped(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def test_a_folder_of_markdown_goes_out_and_comes_in_again(people: People) -> None:
    edda, erik, _maya = people
    guide = published(edda, erik, title='"Quoted": a title', lead="[odd]", roles=("Data analyst", "R & D: lead"))
    draft(edda, language="it", translates=guide, title="=1+1 è un titolo", text="---\nkey: x\n---\n\n# Più", lead="")
    content = folder.everything()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert len(archive.namelist()) == 2
        texts = "".join(archive.read(one).decode() for one in archive.namelist())
    assert f"translation_of: {guide.import_key}" in texts
    assert {one.outcome for one in taken(content)} == {Outcome.SAME}
    assert folder.everything() == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        changed = {name: archive.read(name).replace(b"[odd]", b"[even]") for name in archive.namelist()}
    assert sorted(one.outcome for one in taken(zipped(dict(changed)))) == [Outcome.CHANGED, Outcome.SAME]


def test_a_folder_as_editors_have_it(people: People) -> None:
    content = zipped({
        "hub/it/primo.md": "---\r\nlanguage: it\r\ntranslation_of: first\r\ntopics: [CV, 'job search']\r\n---\r\n"
        "# Primo\r\n\r\nuno",
        "hub/zz/first.md": "\ufeff---\nroles:\n  - Data analyst\n  - Nurse\nweather: fine\n---\n\n"
        "# First ##\n\n## Part\n\nwords",
        "hub/none.markdown": "no facts and no heading",
        "__MACOSX/hub/._first.md": b"\xff\xfe", "hub/.hidden.md": b"\xff", "hub/picture.png": b"\xff",
    })  # fmt: skip
    table = folder.read(content)
    assert table.unknown == ("weather",)
    results = {one.key: one for one in taken(content)}
    assert (results["first"].outcome, results["primo"].outcome) == (Outcome.ADDED, Outcome.ADDED)
    assert results["none"].outcome == Outcome.REFUSED
    assert results["none"].why.startswith("title: ")
    first, other = queries.guide_by_key("first"), queries.guide_by_key("primo")
    assert first
    assert other
    assert (first.latest.title, first.latest.text) == ("First", "## Part\n\nwords")
    assert first.latest.roles == ("Data analyst", "Nurse")
    assert (other.latest.title, other.latest.topics, other.group_id) == ("Primo", ("CV", "job search"), first.group_id)
    assert {one.outcome for one in taken(content)} == {Outcome.SAME, Outcome.REFUSED}


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 and no more",
        zipped({"a.txt": "words"}),
        zipped({"a.md": b"\xff\xfe"}),
        zipped({"a.md": "a\0"}),
        zipped({"a.md": b"a" * 20_000_000}),
        zipped({f"{number}.md": b"a" * 250_000 for number in range(300)}),
        zipped({f"{number}.md": "" for number in range(5001)}),
        zipped({"a.md": "a"}).replace(b"\x14\x00\x00\x00", b"\x14\x00\x01\x00"),
    ],
)
def test_what_is_no_folder_is_refused(app: Any, content: bytes) -> None:
    with app.test_request_context(), pytest.raises(UnreadableFile):
        folder.read(content)


def test_editors_take_the_folder_from_the_page(people: People, as_person: Any) -> None:
    edda, erik, maya = people
    published(edda, erik)
    page = as_person(edda)
    answer = page.get("/guides/export.zip")
    assert answer.mimetype == "application/zip"
    sent = page.post("/guides/import", data={"file": (io.BytesIO(answer.data), "g.zip"), "write": "1"})
    assert "The same: 1" in sent.text
    assert as_person(maya).get("/guides/export.zip").status_code == 403


def test_a_file_that_was_cut_is_not_read(app: Any) -> None:
    with app.test_request_context(), pytest.raises(UnreadableFile, match="at most 10 MB"):
        table_of(b"key,title\n" + b"a" * FILE_MOST)
