"""Are the message catalogues complete? ``--update`` takes new texts into them, for a translator to fill in."""

import argparse
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from mentormatch.core.i18n import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "mentormatch" / "translations"
#: The functions that mark a text, besides gettext's own names.
KEYWORDS = ["_l", "_n:1,2", "N_", "NN_:1,2"]


def pybabel(*arguments: str) -> None:
    command = [str(Path(sys.executable).with_name("pybabel")), "-q", *arguments]
    subprocess.run(command, cwd=ROOT, check=True)


def extract(template: Path) -> Catalog:
    """Write the template of all texts that the code and the pages mark today, and read it."""
    marks = [part for keyword in KEYWORDS for part in ("-k", keyword)]
    options = [
        "--no-location",
        "--sort-output",
        "--project",
        "MentorMatch",
        "--copyright-holder",
        "the MentorMatch authors",
    ]
    pybabel("extract", "-F", "babel.cfg", *marks, *options, "-o", str(template), "mentormatch")
    with template.open("rb") as file:
        return read_po(file)


def update(template: Path) -> None:
    for code in list(LANGUAGES)[1:]:
        catalogue = TRANSLATIONS / code / "LC_MESSAGES" / "messages.po"
        verb = (
            ["update", "--no-fuzzy-matching", "--ignore-obsolete", "--omit-header"] if catalogue.exists() else ["init"]
        )
        pybabel(*verb, "-i", str(template), "-d", str(TRANSLATIONS), "-l", code)
        _finish(catalogue, code)


def _finish(path: Path, code: str) -> None:
    """Take the mark off that says the whole catalogue is a guess; single texts carry their own."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code)
    catalogue.fuzzy = False
    with path.open("wb") as file:
        write_po(file, catalogue, sort_output=True, width=110)


def faults(code: str, template: Catalog) -> list[str]:
    """What is missing from, or superfluous in, one catalogue."""
    path = TRANSLATIONS / code / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return [f"{code}: no catalogue"]
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code)
    found = [f"{code}: marked fuzzy as a whole, so it would not be compiled"] if catalogue.fuzzy else []
    for message in template:
        if not message.id:
            continue
        translated = catalogue.get(message.id)
        words = translated.string if translated else ""
        done = all(words) if isinstance(words, (list, tuple)) else bool(words)
        if translated is None or not done or translated.fuzzy:
            found.append(f"{code}: not translated: {message.id!r}")
        else:
            found += [f"{code}: {error} in {message.id!r}" for error in translated.check(catalogue)]
    found += [
        f"{code}: no longer used: {message.id!r}" for message in catalogue if message.id and message.id not in template
    ]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true", help="take new texts into the catalogues")
    wanted = parser.parse_args()
    with TemporaryDirectory() as folder:
        template = extract(Path(folder) / "messages.pot")
        if wanted.update:
            update(Path(folder) / "messages.pot")
    found = [fault for code in list(LANGUAGES)[1:] for fault in faults(code, template)]
    for fault in found[:40]:
        sys.stdout.write(fault + "\n")
    sys.stdout.write(f"catalogues: {len(template)} texts, {len(found)} faults\n")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
