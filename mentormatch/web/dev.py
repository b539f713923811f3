"""Doors that exist only in development, on loopback, for requests from loopback."""

from flask import abort, current_app, request

LOOPBACK = {"127.0.0.1", "::1"}


def is_here() -> bool:
    settings = current_app.extensions["settings"]
    return settings.env != "prod" and settings.on_loopback and request.remote_addr in LOOPBACK


def only_here() -> None:
    """Before a development view: anywhere else the address does not exist."""
    if not is_here():
        abort(404)
