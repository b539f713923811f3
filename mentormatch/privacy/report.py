"""The record of processing, from the register."""

from collections.abc import Iterator

from mentormatch.office.kept import ERASED, KEPT, SEEN, THEMES, WHY, Erased
from mentormatch.privacy.register import REGISTER


def lines() -> Iterator[str]:
    """Markdown, table by table: what, why, who sees it, how long, what is exported, how it is erased."""
    yield "# Record of processing"
    for theme, heading in THEMES.items():
        yield f"\n## {heading}"
        for name, entry in REGISTER.items():
            if entry.theme is not theme:
                continue
            yield f"\n### {name}: {entry.what}"
            yield f"- columns: {', '.join(entry.columns)}"
            yield f"- purpose: {WHY[entry.why]}"
            yield f"- seen by: {', '.join(str(SEEN[one]) for one in entry.seen)}"
            yield f"- kept: {KEPT[entry.kept]}"
            yield f"- in the download: {', '.join(entry.exported.split()) or 'nothing'}"
            yield f"- on deletion: {ERASED[entry.erased]}"
            if entry.erased is Erased.STAYS:
                emptied = sorted({column for values in entry.neutral.values() for column in values})
                yield f"- emptied on deletion: {', '.join(emptied) or 'nothing'}"
                yield f"- words that stay: {', '.join(entry.stays.split()) or 'none'}"
