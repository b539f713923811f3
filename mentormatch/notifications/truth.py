"""Letters that can become untrue while they wait. The feature that writes one says how to tell."""

from collections.abc import Callable

from mentormatch.notifications.models import Letter

Check = Callable[[Letter], bool]
_CHECKS: dict[str, Check] = {}
_CHECKS_OF_ALL: list[Check] = []


def true_while(template: str) -> Callable[[Check], Check]:
    """Declare what decides, at the moment of sending, whether a letter of this template is still true."""

    def declare(check: Check) -> Check:
        _CHECKS[template] = check
        return check

    return declare


def true_while_all(check: Check) -> Check:
    """Declare what decides that for letters of every template."""
    _CHECKS_OF_ALL.append(check)
    return check


def is_true(letter: Letter) -> bool:
    """Letters that nobody made a check for stay true, and so do tests, which tell of nothing."""
    checks = [*_CHECKS_OF_ALL, *([_CHECKS[letter.template]] if letter.template in _CHECKS else [])]
    return bool(letter.context.get("is_test")) or all(check(letter) for check in checks)
