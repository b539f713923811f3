"""Languages: which one a text is written in, which ones the encoder understands, what they are called."""

import functools
from collections.abc import Iterable
from typing import Any

from mentormatch.matching.messages import N_

#: Languages in which the sentence encoder was trained; others fail quietly, so the person is told.
UNDERSTOOD = frozenset({"ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"})
#: Detection among all languages of the world mistakes short European texts for rare ones.
_CANDIDATES = frozenset(
    [
        "ar",
        "bg",
        "bn",
        "ca",
        "cs",
        "da",
        "de",
        "el",
        "en",
        "es",
        "et",
        "fa",
        "fi",
        "fr",
        "he",
        "hi",
        "hr",
        "hu",
        "id",
        "it",
        "ja",
        "ko",
        "lt",
        "lv",
        "ms",
        "nb",
        "nl",
        "pl",
        "pt",
        "ro",
        "ru",
        "sk",
        "sl",
        "sr",
        "sv",
        "sw",
        "ta",
        "th",
        "tl",
        "tr",
        "uk",
        "ur",
        "vi",
        "zh",
    ]
)
#: Below this probability, or with fewer letters, a detected language would be a guess.
SURE = 0.5
FEWEST_LETTERS = 12

NAMES = {
    "ar": N_("Arabic"),
    "bg": N_("Bulgarian"),
    "ca": N_("Catalan"),
    "cs": N_("Czech"),
    "da": N_("Danish"),
    "de": N_("German"),
    "el": N_("Greek"),
    "en": N_("English"),
    "es": N_("Spanish"),
    "fa": N_("Persian"),
    "fi": N_("Finnish"),
    "fr": N_("French"),
    "he": N_("Hebrew"),
    "hi": N_("Hindi"),
    "hr": N_("Croatian"),
    "hu": N_("Hungarian"),
    "id": N_("Indonesian"),
    "it": N_("Italian"),
    "ja": N_("Japanese"),
    "ko": N_("Korean"),
    "nl": N_("Dutch"),
    "no": N_("Norwegian"),
    "pl": N_("Polish"),
    "pt": N_("Portuguese"),
    "ro": N_("Romanian"),
    "ru": N_("Russian"),
    "sk": N_("Slovak"),
    "sl": N_("Slovenian"),
    "sq": N_("Albanian"),
    "sr": N_("Serbian"),
    "sv": N_("Swedish"),
    "th": N_("Thai"),
    "tr": N_("Turkish"),
    "uk": N_("Ukrainian"),
    "ur": N_("Urdu"),
    "vi": N_("Vietnamese"),
    "zh": N_("Chinese"),
}


@functools.lru_cache(maxsize=1024)
def primary(tag: str) -> str:
    """Return the primary subtag of a BCP 47 tag: "pt-BR" -> "pt"."""
    return tag.replace("_", "-").split("-")[0].strip().lower()


def primaries(tags: Iterable[str]) -> frozenset[str]:
    """Return the primary subtags of the tags that have one."""
    return frozenset(p for p in map(primary, tags) if p)


def detect(text: str) -> str:
    """Return the primary subtag of the language a text is written in, or "" when that would be a guess."""
    if sum(c.isalpha() for c in text) < FEWEST_LETTERS:
        return ""
    language, probability = _identifier().classify(text)
    return "no" if language == "nb" else str(language) if probability >= SURE else ""


@functools.cache
def _identifier() -> Any:
    # Imported here because the detector's model costs half a second and most processes never need it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted(_CANDIDATES.intersection(identifier.labels)))
    return identifier
