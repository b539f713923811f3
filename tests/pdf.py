"""PDF files whose text a test can read."""

import re
from typing import Any

import pytest
from fpdf import FPDF

from mentormatch.web import pdf as pages


def make_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fonts that are always there, whatever else is installed, and uncompressed."""
    monkeypatch.setattr(pages, "faces", dict)
    compressed = FPDF.__init__

    def init(self: FPDF, *args: Any, **kwargs: Any) -> None:
        compressed(self, *args, **kwargs)
        self.set_compression(False)

    monkeypatch.setattr(FPDF, "__init__", init)


def words_of(pdf: bytes) -> str:
    """What is written on the pages, as strings of the PDF's text operators."""
    found = (text.decode("latin1") for text in re.findall(rb"\(((?:[^()\\]|\\.)*)\) Tj", pdf))
    return re.sub(r"\\(.)", r"\1", " ".join(found))
