"""What somebody could try with a guide: in its words, its pictures and its files."""

import io
from typing import Any

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from mentormatch.accounts.models import Person
from mentormatch.resources import queries, service
from mentormatch.resources.content import check
from mentormatch.resources.errors import (
    NotALink,
    NotAPicture,
    PictureTooLarge,
    PictureWithoutWords,
    TooManyPictures,
    WrongText,
)
from mentormatch.resources.models import GuideKind
from mentormatch.resources.policy import items
from mentormatch.resources.service import pictures
from mentormatch.uploads import store
from tests.resources.make import LIST, content, draft, published
from tests.resources.samples import SECRET, picture, with_secrets

People = tuple[Person, Person, Person]
NASTY = """# <img src=x onerror=alert(1)> heading

[a](javascript:alert(1)) [b](data:text/html,x) [c](https://example.org "t") <script>alert(1)</script>
![spy](https://evil.example/p.png) ![own](/resources/pictures/1) [![n](javascript:x)](vbscript:x)
<a href="https://evil.example" onclick="x">raw</a> <style>*{display:none}</style> <iframe src="/"></iframe>

- [ ] <b onmouseover=x>tick</b> [x](javascript:1)

{{ 7*7 }} {% raw %} ${7*7}"""


@pytest.mark.parametrize("kind", [GuideKind.GUIDE, GuideKind.CHECKLIST])
def test_markdown_can_do_nothing(people: People, as_person: Any, kind: GuideKind) -> None:
    edda, erik, maya = people
    guide = published(edda, erik, kind=kind, text=NASTY, title="<b>T</b>", lead="<script>x</script>")
    desk = {"kind": kind.value, "title": "<b>T</b>", "text": NASTY, "preview": "1", "version": "1"}
    pages = [
        as_person(maya).get(f"/resources/{guide.id}").text,
        as_person(edda).get(f"/guides/{guide.id}").text,
        as_person(edda).post(f"/guides/{guide.id}/edit", data=desk).text,
        as_person(edda).get(f"/guides/{guide.id}/compare?older=1").text,
        as_person(maya).get("/resources").text,
    ]
    for text in pages:
        page = BeautifulSoup(text, "html.parser")
        main = page.find("main")
        assert main
        assert not main.find_all(["script", "style", "iframe"])
        for tag in main.find_all(True):
            assert not [name for name in tag.attrs if name.startswith("on")], tag
            assert not str(tag.get("href", "")).lower().startswith(("javascript", "data", "vbscript"))
        assert {img["src"] for img in main.find_all("img")} <= {"/resources/pictures/1"}
        for link in main.select(".guide-text a"):
            assert "noopener" in link["rel"]
        assert "49" not in {part.get_text() for part in main.select(".guide-text p")}


@pytest.mark.parametrize(
    "link",
    [
        "http://example.org", "javascript:alert(1)", "https://", "https://user@evil.example/", "https://a b.example",
        'https://x.example/"onload=x', "//example.org", "https://example.org\\@evil.example", "data:text/html,x",
    ],
)  # fmt: skip
def test_a_video_is_a_link_to_https_and_nothing_else(link: str) -> None:
    with pytest.raises(NotALink):
        check(content(kind=GuideKind.VIDEO, video_link=link))


def test_texts_have_an_end_and_pictures_their_words() -> None:
    check(content(kind=GuideKind.VIDEO, video_link="https://video.example.org/a?b=c#d", text=""))
    for wrong in (content(title=""), content(text="x" * 60_001), content(lead="x" * 401), content(text="")):
        with pytest.raises(WrongText):
            check(wrong)
    with pytest.raises(PictureWithoutWords):
        check(content(text="![](/resources/pictures/1)"))


def test_lines_inside_code_are_not_ticked() -> None:
    assert [item.text for item in items(f"{LIST}\n```\n- not this\n```\n* but this")] == [
        "Read it aloud", "Check the dates", "Send it as PDF", "but this",
    ]  # fmt: skip
    same = items("- a\n- a\n- b")
    assert len({item.key for item in same}) == 3


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_tells_only_what_one_sees(people: People, as_person: Any, kind: str, empty_store: None) -> None:
    edda, erik, maya = people
    guide = published(edda, erik)
    content = with_secrets(kind)
    assert SECRET.encode() in content
    data = {"file": (io.BytesIO(content), "../../x.html"), "alt": "A red <field>"}
    assert as_person(edda).post(f"/guides/{guide.id}/pictures", data=data).status_code == 303
    (kept,) = guide.pictures
    answer = as_person(maya).get(f"/resources/pictures/{kept.id}")
    assert SECRET.encode() not in answer.data
    assert answer.headers["Content-Type"] == f"image/{kind.lower()}"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Content-Disposition"] == "inline"
    with Image.open(io.BytesIO(answer.data)) as seen:
        assert seen.size == (40, 30)
        assert not seen.getexif()
    assert pictures.add(guide, content, "A red <field>", by=edda).id == kept.id
    assert len(list(store.folder().iterdir())) == 1


def test_a_picture_of_a_draft_is_for_editors(people: People, as_person: Any, client: Any) -> None:
    edda, _erik, maya = people
    kept = pictures.add(draft(edda), picture(), "A field", by=edda)
    assert as_person(edda).get(f"/resources/pictures/{kept.id}").status_code == 200
    assert as_person(maya).get(f"/resources/pictures/{kept.id}").status_code == 404
    assert client.get(f"/resources/pictures/{kept.id}").status_code == 302


@pytest.mark.parametrize(
    "content",
    [
        b"", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", b"GIF89a" + b"\0" * 50,
        b"%PDF-1.4 <html>", picture()[:60], b"\x89PNG\r\n\x1a\n" + b"\0" * 100, b"\xff\xd8\xff\xe0" + b"x" * 400,
        picture("GIF"), picture("BMP"), picture("TIFF"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(NotAPicture):
        pictures.draw_anew(content)


def test_pictures_have_a_size(people: People, monkeypatch: Any) -> None:
    with pytest.raises(PictureTooLarge):
        pictures.draw_anew(picture() + b"\0" * pictures.BYTES_MOST)
    out = io.BytesIO()
    Image.new("1", (10_000, 2_001)).save(out, format="PNG")
    assert len(out.getvalue()) < 50_000
    with pytest.raises(PictureTooLarge):
        pictures.draw_anew(out.getvalue())
    assert pictures.draw_anew(picture(size=(4000, 100))).width == pictures.SIDE_MOST
    edda = people[0]
    monkeypatch.setattr(pictures, "MOST_PICTURES", 1)
    guide = draft(edda)
    pictures.add(guide, picture(), "One", by=edda)
    before = len(list(store.folder().iterdir()))
    with pytest.raises(TooManyPictures):
        pictures.add(guide, picture(), "Two", by=edda)
    with pytest.raises(WrongText):
        pictures.add(guide, picture(), " ", by=edda)
    assert len(list(store.folder().iterdir())) == before


def test_a_reader_cannot_reach_what_is_no_longer_shown(people: People, as_person: Any) -> None:
    edda, erik, maya = people
    guide = published(edda, erik)
    service.keep_saved(guide, True, by=maya)
    service.withdraw(guide, by=edda)
    page = as_person(maya)
    assert "Your first CV" not in page.get("/resources/mine").text
    for deed in ("save", "read", "helpful", "ticks", "suggest"):
        assert page.post(f"/resources/{guide.id}/{deed}", data={"wanted": "1"}).status_code == 404
    assert queries.saved(maya) == []
