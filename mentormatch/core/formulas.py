"""Text that a spreadsheet would run as a formula: harmless on the way out, as typed again on the way in."""

import re

# Spreadsheets look for these at the start of a cell, some of them behind quotes or blanks, or in their full width.
_FORMULA = re.compile(r"['\"\s\0]*[=+\-@|＝＋－＠]")


def neutral(text: str) -> str:
    """``text`` behind an apostrophe when it could start a formula, which spreadsheets show as plain text."""
    return f"'{text}" if _FORMULA.match(text) else text


def typed(text: str) -> str:
    """What was typed before ``neutral``: exactly one apostrophe less, so that out and in again changes nothing."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text
