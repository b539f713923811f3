"""Pictures of guides: drawn anew, so that nothing but what one sees is kept; told by their content alone."""

import io
import warnings
from dataclasses import dataclass

import filetype
import sqlalchemy as sa
from PIL import Image, ImageOps, UnidentifiedImageError

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.db import db, transactional
from mentormatch.resources.errors import NotAPicture, PictureTooLarge, TooManyPictures, WrongText
from mentormatch.resources.models import ALT_MOST, PICTURE_MOST, Guide, GuidePicture, PictureKind
from mentormatch.resources.policy import MOST_PICTURES
from mentormatch.resources.service.holding import hold
from mentormatch.uploads import store

MEGABYTES, MEGAPIXELS = 5, 20
BYTES_MOST, PIXELS_MOST = MEGABYTES * 1024 * 1024, MEGAPIXELS * 1_000_000
#: A longer side is made shorter: no screen shows more of a guide.
SIDE_MOST = 2000
FORMATS = {"png": PictureKind.PNG, "jpg": PictureKind.JPEG, "webp": PictureKind.WEBP}
MEDIA_TYPES = {PictureKind.PNG: "image/png", PictureKind.JPEG: "image/jpeg", PictureKind.WEBP: "image/webp"}
HOW = {PictureKind.PNG: {"optimize": True}, PictureKind.JPEG: {"quality": 86}, PictureKind.WEBP: {"quality": 86}}


@dataclass(frozen=True, slots=True)
class Drawn:
    content: bytes
    kind: PictureKind
    width: int
    height: int


def add(guide: Guide, content: bytes, alt: str, *, by: Person) -> GuidePicture:
    """Keep a picture with the words for it; the same file again with the same words is the same picture.

    Refuses NotAPicture, PictureTooLarge, WrongText, TooManyPictures, DiskFull.
    """
    alt = " ".join(alt.split())
    if not 1 <= len(alt) <= ALT_MOST:
        raise WrongText("alt", 1, ALT_MOST)
    drawn = draw_anew(content)
    with store.kept(drawn.content) as stored_as:
        made = _add(guide, drawn, store.digest(content), alt, stored_as, by)
    if made.stored_as != stored_as:
        store.remove(stored_as)
    return made


@transactional
def _add(guide: Guide, drawn: Drawn, source: str, alt: str, stored_as: str, by: Person) -> GuidePicture:
    hold(guide)
    mine = list(db.session.scalars(sa.select(GuidePicture).where(GuidePicture.guide_id == guide.id)))
    for present in mine:
        if (present.source_sha256, present.alt) == (source, alt):
            return present
    if len(mine) >= MOST_PICTURES:
        raise TooManyPictures(MOST_PICTURES)
    made = GuidePicture(
        guide_id=guide.id, kind=drawn.kind, alt=alt, width=drawn.width, height=drawn.height, size=len(drawn.content),
        sha256=store.digest(drawn.content), source_sha256=source, stored_as=stored_as, by_id=by.id,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    audit.record(by, "guide.picture_added", guide, picture=made.id)
    return made


def draw_anew(content: bytes) -> Drawn:
    """The first picture in a file, upright, without anything that is not seen: no place, camera, comment or thumbnail.

    Refuses NotAPicture, PictureTooLarge.
    """
    if len(content) > BYTES_MOST:
        raise PictureTooLarge(MEGABYTES, MEGAPIXELS)
    guessed = filetype.guess(content)
    kind = FORMATS.get(guessed.extension) if guessed is not None else None
    if kind is None:
        raise NotAPicture
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about odd metadata, which goes anyway
            return _draw(content, kind)
    except PictureTooLarge:
        raise
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        MemoryError,
        Image.DecompressionBombError,
    ) as error:
        raise NotAPicture from error


def _draw(content: bytes, kind: PictureKind) -> Drawn:
    with Image.open(io.BytesIO(content), formats=[kind.value.upper()]) as source:
        if source.width * source.height > PIXELS_MOST:  # before any of it is unpacked
            raise PictureTooLarge(MEGABYTES, MEGAPIXELS)
        source.load()
        seen = ImageOps.exif_transpose(source)
        has_holes = kind != PictureKind.JPEG and ("A" in seen.getbands() or "transparency" in seen.info)
        flat = seen.convert("RGBA" if has_holes else "RGB")
    flat.thumbnail((SIDE_MOST, SIDE_MOST))
    clean = Image.new(flat.mode, flat.size)
    clean.paste(flat)
    out = io.BytesIO()
    clean.save(out, format=kind.value.upper(), **HOW[kind])  # type: ignore[arg-type]  # options differ by format
    if out.tell() > PICTURE_MOST:
        raise PictureTooLarge(MEGABYTES, MEGAPIXELS)
    return Drawn(out.getvalue(), kind, clean.width, clean.height)


def content_of(picture: GuidePicture) -> tuple[io.BytesIO, str]:
    """The bytes, and the type that they have. Raises Damaged."""
    return io.BytesIO(store.read(picture.stored_as, picture.sha256)), MEDIA_TYPES[picture.kind]
