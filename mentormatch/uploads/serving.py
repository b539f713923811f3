"""Uploads in requests: read no further than allowed, handed out as something to save."""

from io import BytesIO
from typing import Any

from flask import Response, send_file

from mentormatch.uploads.kinds import MEDIA_TYPES, FileKind
from mentormatch.uploads.limits import FILE_MOST

#: What a browser may do with a file that it opens after all: nothing.
SANDBOX = "sandbox; default-src 'none'"


def content_of(upload: Any) -> bytes:
    """What was sent in a field, read once and not beyond what is allowed by more than a byte."""
    with upload.stream as stream:
        content: bytes = stream.read(FILE_MOST + 1)
    return content


def attachment(content: bytes, kind: FileKind, name: str) -> Response:
    """Always a file to save, never a page of ours."""
    answer = send_file(BytesIO(content), mimetype=MEDIA_TYPES[kind], as_attachment=True, download_name=name)
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer
