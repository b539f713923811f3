"""Names of files as people gave them, made harmless for pages, headers and other people's disks."""

import unicodedata

from mentormatch.uploads.limits import NAME_MOST

#: Characters that a file system somewhere refuses, or that end a quoted header value.
FORBIDDEN = frozenset('<>:"|?*;')
#: Control, format (such as the one that turns the direction of writing), private, surrogates, unassigned, separators.
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
#: Names that Windows takes for devices.
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
LONGEST_END = 10


def clean_name(raw: str | None) -> str:
    """The last part of a path, without what cannot be seen or stored, at most 120 characters, its end kept."""
    last = (raw or "").replace("\\", "/").rpartition("/")[2]
    plain = unicodedata.normalize("NFC", last)
    seen = "".join(character for character in plain if unicodedata.category(character) not in UNSEEN)
    safe = " ".join("".join("_" if character in FORBIDDEN else character for character in seen).split())
    stem, dot, end = safe.strip(". ").rpartition(".")
    if not dot or len(end) > LONGEST_END:
        stem, dot, end = safe.strip(". "), "", ""
    stem = stem[: NAME_MOST - len(dot + end)].strip(". ") or "file"
    if stem.partition(".")[0].casefold() in DEVICES:
        stem = f"_{stem}"[: NAME_MOST - len(dot + end)]
    return f"{stem}{dot}{end}"
