"""Rules of guides that need nothing but what they are given."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.i18n import Lazy, _l
from mentormatch.resources.models import GuideKind, GuideStatus

#: Who writes guides, and who reads them: everybody but contacts of organisations.
EDITORS = (RoleName.EDITOR, RoleName.COORDINATOR)
READERS = tuple(role for role in RoleName if role != RoleName.PARTNER)
#: A guide that nobody has looked at for so long is to be looked at again, unless another day was chosen.
LOOK_AGAIN = timedelta(days=365)
LATEST_LOOK = timedelta(days=3 * 366)
WORDS_A_MINUTE = 200
MOST_WORDS, LONGEST_WORD = 20, 120
MOST_PICTURES = 30
#: Suggestions of one person in a day.
SUGGESTIONS_A_DAY = 10
#: Headings from which on a guide has a list of contents.
LONG = 4
#: Votes below this are not shown as a share.
FEWEST_VOTES = 5

KINDS: dict[GuideKind, Lazy] = {
    GuideKind.GUIDE: _l("Guide"),
    GuideKind.TEMPLATE: _l("Template"),
    GuideKind.CHECKLIST: _l("Checklist"),
    GuideKind.VIDEO: _l("Video"),
    GuideKind.INTERVIEW: _l("Interview with an alum"),
}
STATUSES: dict[GuideStatus, tuple[str, Lazy]] = {
    GuideStatus.DRAFT: ("plain", _l("Draft")),
    GuideStatus.IN_REVIEW: ("wait", _l("In review")),
    GuideStatus.PUBLISHED: ("good", _l("Published")),
    GuideStatus.WITHDRAWN: ("bad", _l("Withdrawn")),
}
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_ITEM = re.compile(r" {0,3}[-*+] +(?:\[[ xX]\] +)?(\S.*)")
_PICTURE = re.compile(r"!\[\s*\](?:\(|\[)")
_HTTPS = re.compile(r"https://[^\s/?#<>\"'\\@]+\.[^\s/?#<>\"'\\@]+(?:[/?#][^\s<>\"'\\]*)?")


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a checklist. Its key stays when other lines change."""

    key: str
    text: str


def parts(text: str) -> list[str | Item]:
    """A checklist as Markdown between lines that can be ticked. Lines inside code stay as they are."""
    found: list[str | Item] = []
    plain: list[str] = []
    seen: dict[str, int] = {}
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        item = None if fence or mark else _ITEM.fullmatch(line.rstrip())
        if item is None:
            plain.append(line)
            continue
        if any(one.strip() for one in plain):
            found.append("\n".join(plain))
        plain = []
        words = " ".join(item[1].split())
        seen[words] = seen.get(words, 0) + 1
        found.append(Item(_key(words, seen[words]), words))
    if any(one.strip() for one in plain):
        found.append("\n".join(plain))
    return found


def items(text: str) -> list[Item]:
    return [part for part in parts(text) if isinstance(part, Item)]


def _key(words: str, time: int) -> str:
    return sha256(f"{words}\0{time}".encode()).hexdigest()[:16]


def is_reader(person: Person) -> bool:
    return any(person.is_(role) for role in READERS)


def minutes_to_read(text: str) -> int:
    """Whole minutes, at least one."""
    return max(1, -(-len(text.split()) // WORDS_A_MINUTE))


def has_picture_without_words(text: str) -> bool:
    return _PICTURE.search(text) is not None


def is_https(link: str) -> bool:
    return _HTTPS.fullmatch(link) is not None


def is_possible_look(day: date, today: date) -> bool:
    return today < day <= today + LATEST_LOOK
