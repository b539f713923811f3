"""Addresses that are secrets are not written into logs, by whoever writes one."""

import logging
import re

from flask import Flask

#: The address of a calendar, links from letters (also the one that stops
#: announcements) and into cohorts, in a path or a whole link.
SECRET = re.compile(r"(/(?:calendar|reset|confirm|join|stop)/)(?:[\w-]{2,}(?:\.[\w-]{6,})+|[\w-]{20,})")
#: Who writes paths of requests: the application on a fault, the servers for each request where they are told to.
WRITERS = ("gunicorn.access", "gunicorn.error", "werkzeug")


class HideSecrets(logging.Filter):
    """Puts stars in the place of secrets. What is found in no text goes on unchanged."""

    def filter(self, record: logging.LogRecord) -> bool:
        written = record.getMessage()
        if SECRET.search(written):
            record.msg, record.args = SECRET.sub(r"\1***", written), ()
        return True


def hide_secrets(app: Flask) -> None:
    hiding = HideSecrets()
    for logger in (app.logger, *map(logging.getLogger, WRITERS)):
        logger.addFilter(hiding)
