"""Pictures for tests, drawn here."""

import io
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

SECRET = "Via Roma 1, Milano"


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (180, 40, 90)).save(out, format=kind, **options)
    return out.getvalue()


def with_secrets(kind: str) -> bytes:
    """A picture that tells more than one sees: a comment, a camera, a place."""
    exif = Image.Exif()
    exif[0x010E], exif[0x8298] = SECRET, SECRET
    options: dict[str, Any] = {"exif": exif.tobytes()}
    if kind == "PNG":
        info = PngInfo()
        info.add_text("Comment", SECRET)
        options["pnginfo"] = info
    return picture(kind, **options) + SECRET.encode()
