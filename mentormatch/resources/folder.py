"""Guides as a folder of Markdown in a ZIP: one file each, with its facts between two lines of dashes on top.

::

    ---
    key: first-cv
    language: en
    title: Your first CV
    topics: CV; Job search
    ---
    ## Before you write

Nothing is unpacked to disk, and no more is read than guides may have.
"""

import io
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from mentormatch.core.i18n import _
from mentormatch.resources import queries
from mentormatch.resources.errors import UnreadableFile
from mentormatch.resources.files import COLUMNS, LISTS, MOST_ROWS, SAID, Row, Table, facts_of, read_table, tidy
from mentormatch.resources.models import TEXT_MOST, Guide

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
ENDS = (".md", ".markdown")
#: Bytes of one file, and of all of them unpacked.
LONGEST, HEAVIEST = 4 * TEXT_MOST + 20_000, 64 * 1024 * 1024
_FACT = re.compile(r"([A-Za-z][\w -]*):(?:\s+(.*))?")
_ITEM = re.compile(r"\s*-\s+(.*)")
_HEADING = re.compile(r"\s*#[ \t]+(\S.*?)[ \t]*#*[ \t]*(?:\n|$)")
_DATED = (2026, 1, 1, 0, 0, 0)


def read(content: bytes) -> Table:
    """A ZIP of Markdown or a table, whichever it is. Raises UnreadableFile."""
    return read_folder(content) if content.startswith(ZIP) else read_table(content)


def read_folder(content: bytes) -> Table:
    """Originals before their translations, else by name. Raises UnreadableFile."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            texts = list(_texts(archive))
    except (BadZipFile, OSError, ValueError, RuntimeError, EOFError, zlib.error) as error:
        raise UnreadableFile(_("This ZIP file cannot be opened: it is damaged or has a password.")) from error
    if not texts:
        raise UnreadableFile(_("The ZIP file holds no Markdown: no file in it ends in “.md”."))
    rows, unknown = [], dict[str, None]()
    for name, text in texts:
        facts, words = split(text)
        unknown |= {one: None for one in facts if one not in (*COLUMNS, *SAID)}
        rows.append(Row(name, _cells(PurePosixPath(name).stem, facts, words)))
    rows.sort(key=lambda row: bool(row.cells.get("translation_of")))
    return Table(tuple(rows), tuple(unknown))


def write_folder(guides: Iterable[Guide]) -> bytes:
    """The newest version of each, in files that are read again; addresses of mentors stay here."""
    out, taken = io.BytesIO(), set[str]()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for facts in facts_of(guides):
            text = facts.pop("text")
            head = "".join(f"{name}: {_written(value)}\n" for name, value in facts.items() if value)
            name = _file_name(facts["key"], taken)
            archive.writestr(ZipInfo(name, _DATED), f"---\n{head}---\n{text}\n", ZIP_DEFLATED)
    return out.getvalue()


def everything() -> bytes:
    return write_folder(queries.everything())


def split(text: str) -> tuple[dict[str, str], str]:
    """What stands on top of a file, by its names, and the rest."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return {}, text
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.rstrip() in ("---", "...")), 0)
    if not end:
        return {}, text
    facts: dict[str, str] = {}
    last = ""
    for line in lines[1:end]:
        if fact := _FACT.fullmatch(line):
            last = fact[1].strip().casefold().replace(" ", "_").replace("-", "_")
            facts[last] = _value(last, fact[2] or "")
        elif last and (item := _ITEM.fullmatch(line)):
            facts[last] = "; ".join(part for part in (facts[last], _value("", item[1])) if part)
    return facts, "\n".join(lines[end + 1 :])


def _texts(archive: ZipFile) -> Iterator[tuple[str, str]]:
    left, count = HEAVIEST, 0
    for part in sorted(archive.infolist(), key=lambda one: one.filename):
        if not _is_guide(part):
            continue
        count += 1
        if count > MOST_ROWS:
            raise UnreadableFile(_("The file has more than %(n)d guides. Please split it.", n=MOST_ROWS))
        with archive.open(part) as file:
            content = file.read(LONGEST + 1)
        left -= len(content)
        if len(content) > LONGEST or left < 0:
            raise UnreadableFile(_("“%(name)s” is too large for a guide.", name=part.filename))
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UnreadableFile(_("“%(name)s” is not UTF-8 text.", name=part.filename)) from error
        if "\0" in text:
            raise UnreadableFile(_("“%(name)s” is not UTF-8 text.", name=part.filename))
        yield part.filename, tidy(text)


def _is_guide(part: ZipInfo) -> bool:
    """Not what systems put beside files on their own account."""
    path = PurePosixPath(part.filename)
    hidden = any(one.startswith((".", "__")) for one in path.parts)
    return not part.is_dir() and path.suffix.casefold() in ENDS and not hidden


def _cells(stem: str, facts: dict[str, str], words: str) -> dict[str, str]:
    """As a row of a table: a file is called by its name and its first heading where it does not say otherwise."""
    cells = {"key": stem, "text": words.strip()} | {name: facts[name].strip() for name in COLUMNS if name in facts}
    heading = _HEADING.match(words) if "title" not in facts else None
    if heading:
        cells |= {"title": heading[1], "text": words[heading.end() :].strip()}
    return cells


def _value(name: str, raw: str) -> str:
    """One value as people write them: bare, between quotation marks, or a list in brackets."""
    raw = raw.strip()
    if len(raw) > 1 and raw[0] == raw[-1] == '"':
        try:
            return str(json.loads(raw))
        except ValueError:
            return raw[1:-1]
    if len(raw) > 1 and raw[0] == raw[-1] == "'":
        return raw[1:-1].replace("''", "'")
    if name in LISTS and raw.startswith("[") and raw.endswith("]"):
        return "; ".join(_value("", one) for one in raw[1:-1].split(",") if one.strip())
    return raw


def _written(value: str) -> str:
    bare = "\n" not in value and value == _value("roles", value)
    return value if bare else json.dumps(value, ensure_ascii=False)


def _file_name(key: str, taken: set[str]) -> str:
    plain = re.sub(r"[^\w.-]+", "-", key).strip(".-_") or "guide"
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain}-{number}"
    taken.add(name.casefold())
    return f"guides/{name}.md"
