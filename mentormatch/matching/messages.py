"""Sentences for people, looked up in the product's catalogues without any web framework."""

import functools
import gettext
from pathlib import Path

#: Marks a sentence for the translators; it is looked up when a reason is read, in the reader's language.
N_ = str

_CATALOGUES = Path(__file__).parent.parent / "translations"


def translate(message: str, locale: str) -> str:
    """Return the message in a locale such as "it" or "pt-BR", or as it is when there is no translation."""
    return _catalogue(locale).gettext(message) if message else ""


@functools.cache
def _catalogue(locale: str) -> gettext.NullTranslations:
    return gettext.translation("messages", _CATALOGUES, [locale.replace("-", "_")], fallback=True)
