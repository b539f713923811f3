"""The browser in front of us: where it comes from, what it is called, whether it was here before, and its sign-in."""

import hashlib
import re
import secrets
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from flask import current_app, redirect, request, session
from flask_login import current_user, login_user
from itsdangerous import BadSignature, TimestampSigner
from werkzeug.wrappers import Response

from mentormatch.accounts import sign_ins
from mentormatch.accounts.allowances import Visit
from mentormatch.accounts.models import Person
from mentormatch.core.i18n import _
from mentormatch.web.security import own_path

#: For how long a browser is known after its last sign-in.
KNOWN_FOR = timedelta(days=365)
#: The first that fits names the browser: most others also claim to be Chrome or Safari.
BROWSERS = {
    r"Edg(e|A|iOS)?/": "Edge",
    r"OPR/|Opera": "Opera",
    r"SamsungBrowser/": "Samsung Internet",
    r"Firefox/|FxiOS/": "Firefox",
    r"Chrome/|CriOS/|Chromium/": "Chrome",
    r"Safari/": "Safari",
}
SYSTEMS = {
    r"iPhone": "iPhone",
    r"iPad": "iPad",
    r"Android": "Android",
    r"Windows": "Windows",
    r"Mac OS X|Macintosh": "macOS",
    r"CrOS": "ChromeOS",
    r"Linux|X11": "Linux",
}


def device() -> str:
    """What this browser calls itself, kept as ``Firefox/Linux``, in no language; empty when it does not say."""
    claimed = request.user_agent.string[:500]
    names = [
        next((name for pattern, name in kinds.items() if re.search(pattern, claimed)), "")
        for kinds in (BROWSERS, SYSTEMS)
    ]
    return "/".join(name for name in names if name)


def device_words(kept: str) -> str:
    """``Firefox on Linux``, in the reader's language."""
    browser, _slash, system = kept.partition("/")
    if browser and system:
        return _("%(browser)s on %(system)s", browser=browser, system=system)
    return browser or _("Unknown browser")


def origin() -> str:
    """The network a request comes from; with IPv6 the /64, since a household has that many addresses to try from."""
    try:
        address = ip_address((request.remote_addr or "").split("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
    return str(address)


def visit(address: str) -> Visit:
    """This request, as allowances count it, when it is about ``address``."""
    return Visit(origin(), _known_device(address))


def arrive(person: Person, *, keep: bool = False, target: str | None = None) -> Response:
    """Sign ``person`` in on this browser and send it on; nothing of the session before survives.

    With ``keep`` the browser keeps its cookie when it is closed. ``target`` counts only if it is a path of ours.
    """
    proved = person.fs_uniquifier  # read before anything is written, which would read the person again
    if current_user.is_authenticated:
        sign_ins.end_sign_in(current_user, token=current_user.sign_in_token)
    token = sign_ins.open_sign_in(person, device(), proved=proved)
    session.clear()
    person.sign_in_token = token
    login_user(person)
    session.permanent = keep
    answer = redirect(own_path(target) or "/", code=303)
    _remember(answer, person.email)
    return answer


def _signer(address: str) -> TimestampSigner:
    """Signs for one address only, so that the cookie fits no other and yet does not tell which one it is."""
    return TimestampSigner(
        current_app.config["SECRET_KEY"], salt=f"known device:{address}", digest_method=hashlib.sha256
    )


def _cookie() -> str:
    return "__Host-known" if current_app.config["SESSION_COOKIE_SECURE"] else "known"


def _known_device(address: str) -> str | None:
    try:
        kept = _signer(address).unsign(request.cookies.get(_cookie(), ""), max_age=int(KNOWN_FOR.total_seconds()))
    except BadSignature:
        return None
    return kept.decode()


def _remember(answer: Response, address: str) -> None:
    answer.set_cookie(
        _cookie(),
        _signer(address).sign(secrets.token_urlsafe(16)).decode(),
        max_age=KNOWN_FOR,
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        httponly=True,
        samesite="Lax",
    )
