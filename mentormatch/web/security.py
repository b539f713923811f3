"""Headers on every answer, and addresses that are safe to redirect to."""

from urllib.parse import urlsplit

from flask import Flask, Response, request
from flask_login import current_user

CSP = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def add_headers(app: Flask, *, https: bool) -> None:
    @app.after_request
    def _headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if https:
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if request.endpoint in {"static", "bootstrap.static", "assets.htmx"} and response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        elif current_user.is_authenticated or request.method != "GET":
            response.headers["Cache-Control"] = "no-store"
        response.vary.add("HX-Request")
        return response


def own_path(target: str | None) -> str | None:
    """``target`` when it is a plain path of this site, else None.

    Browsers read backslashes, tabs and double slashes as the beginning of another host.
    """
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    if (
        any(character in target for character in "\\\r\n\t")
        or "//" in urlsplit(target).path
        or "%2f" in target.lower()[:8]
    ):
        return None
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc else None
