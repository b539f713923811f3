"""What an announcement may say."""

import re

#: Characters.
SUBJECT_MOST, BODY_MOST = 150, 5000
_PLACEHOLDER = re.compile(r"\{[^{}\n]{0,40}\}")


def unknown_placeholders(text: str) -> list[str]:
    """Whatever stands in braces and is not the reader's name."""
    return [found for found in _PLACEHOLDER.findall(text) if found != "{name}"]


def filled(text: str, name: str) -> str:
    """The text as one reader gets it. A name cannot become a placeholder, a line or a button."""
    return text.replace("{name}", " ".join(name.split()))
