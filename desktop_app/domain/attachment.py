"""A photo, a signature or a document that belongs to a record (照片、签名、附件)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.domain.identity import AttachmentId
from desktop_app.domain.issue import Issue, objection

MAX_PHOTOS = 20
MAX_CAPTION = 200


class AttachmentRole(StrEnum):
    """What an attachment is to its record."""

    PHOTO = "photo"
    SIGNATURE = "signature"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """What is known of a file; its content is found by its SHA-256.

    `of_kind` and `of` name the record it belongs to, "" while the form that took it in is not
    saved yet. `kind` is a document's code of the list of attachment kinds. `size` is in bytes,
    `width` and `height` in pixels. What is `removed` keeps its content and can be put back.
    """

    id: AttachmentId
    of_kind: str = ""
    of: str = ""
    role: AttachmentRole = AttachmentRole.PHOTO
    kind: str | None = None
    caption: str = ""
    sha256: str
    media_type: str = ""
    size: int = 0
    width: int | None = None
    height: int | None = None
    taken_on: date | None = None
    position: int = 0
    with_location: bool = False
    removed: bool = False

    @property
    def is_picture(self) -> bool:
        """Tell whether it can be shown as a picture."""
        return self.media_type.startswith("image/")


def objections(attached: Iterable[Attachment]) -> tuple[Issue, ...]:
    """List what is wrong with all that is attached to one record."""
    standing = [one for one in attached if not one.removed]
    found: list[Issue] = []
    photos = sum(one.role is AttachmentRole.PHOTO for one in standing)
    if photos > MAX_PHOTOS:
        found.append(
            objection("photos", "too_many_photos", limit=str(MAX_PHOTOS), count=str(photos))
        )
    if any(len(one.caption) > MAX_CAPTION for one in standing):
        found.append(objection("photos", "text_too_long", limit=str(MAX_CAPTION)))
    return tuple(found)
