"""Written text made ready for comparing and for quoting: mark-up, capitals, length, sentences."""

import functools
import html
import re

from mentormatch.matching.types import MenteeFacts, MentorFacts

#: Nobody says more about themselves in words that matter; encoding time grows with length.
LONGEST = 4_000
#: More than this share of capitals is shouting, which halves the encoder's quality (measured: nDCG@10 .333 -> .169).
SHOUTING = 0.6
#: Words up to this length in capitals are taken for acronyms when nothing else is there: CEO, HR, UX.
ACRONYM = 4
MOST_SENTENCES = 12

_MARKUP = re.compile(r"<[^<>]{1,500}>|https?://\S+|www\.\S+|\S+@\S+\.\S+")
#: Pictographs and their joiners carry no career meaning and become unknown tokens; half a surrogate pair is no text.
_PICTURES = re.compile(
    "[\ud800-\udfff\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u200b-\u200f\u2028-\u202f\ufe00-\ufe0f]+"
)
_SPACE = re.compile(r"[\s\x00-\x1f\x7f]+")
_SENTENCE_END = re.compile(r"(?<=[.!?;…])\s+|(?<=[。！？])|\s*[\n\r•·|]+\s*")


def clean(text: str) -> str:
    """Return plain text on one line: no mark-up, addresses or pictographs, at most LONGEST characters."""
    return _SPACE.sub(" ", _plain(text)).strip()[:LONGEST]


@functools.lru_cache(maxsize=50_000)
def phrase(text: str) -> str:
    """Return a short phrase (a skill, a field, a title) cleaned; many people share the same ones."""
    return clean(text)


def stated(phrases: tuple[str, ...]) -> list[str]:
    """Return the cleaned phrases that say something; one that comes again in other letters of case counts once."""
    first: dict[str, str] = {}
    for cleaned in filter(None, map(phrase, phrases)):
        first.setdefault(cleaned.casefold(), cleaned)
    return [*first.values()]


@functools.lru_cache(maxsize=5_000)
def sentences(text: str) -> tuple[str, ...]:
    """Return the first sentences of a text, cleaned, without scraps of fewer than three letters."""
    parts = (_SPACE.sub(" ", part).strip() for part in _SENTENCE_END.split(_plain(text)[:LONGEST]))
    return tuple(part for part in parts if sum(c.isalpha() for c in part) >= 3)[:MOST_SENTENCES]


def calm(text: str) -> str:
    """Return the text in lower case when it shouts; otherwise as it is (German nouns need their capitals)."""
    capitals, letters = sum(map(str.isupper, text)), sum(map(str.isalpha, text))
    shouts = letters > 0 and capitals > SHOUTING * letters
    return text.lower() if shouts and max(map(len, text.split())) > ACRONYM else text


def shortened(text: str, most: int) -> str:
    """Return a text of at most ``most`` characters, cut between words where it has any."""
    if len(text) <= most:
        return text
    start = text[:most].rpartition(" ")[0] or text[: most - 1]
    return f"{start.rstrip(' ,;:')}…"


def has_words(text: str) -> bool:
    """Tell whether there is anything to understand: the encoder gives a valid vector even for nothing."""
    return any(c.isalnum() for c in text)


def role_of(mentor: MentorFacts) -> str:
    """Return what the mentor does now: the role, or the headline when no role is given."""
    return phrase(mentor.role_title) or phrase(mentor.headline)


def profile_of(mentor: MentorFacts) -> str:
    """Return the whole profile as one calm text: role, headline, bio and skills."""
    role, headline = phrase(mentor.role_title), phrase(mentor.headline)
    parts = [role, headline if headline != role else "", clean(mentor.bio), ", ".join(map(phrase, mentor.skills))]
    return ". ".join(calm(part).rstrip(".") for part in parts if part)


def goal_of(mentee: MenteeFacts) -> str:
    """Return what the mentee looks for: the goal, or else the target roles, or else the interests and the bio."""
    stated = clean(mentee.goal)
    if has_words(stated):
        return calm(stated)
    roles = ", ".join(map(phrase, mentee.target_roles))
    if has_words(roles):
        return calm(roles)
    interests = [", ".join(map(phrase, wished)) for wished in (mentee.industries, mentee.skills_wanted)]
    return ". ".join(calm(part) for part in (*interests, clean(mentee.bio)) if has_words(part))


def _plain(text: str) -> str:
    # Cut first: unescaping and searching megabytes would cost more than they can tell.
    return _PICTURES.sub(" ", _MARKUP.sub(" ", html.unescape(text[: 4 * LONGEST])))
