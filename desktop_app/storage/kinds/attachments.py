"""The records of photos, signatures and documents."""

from __future__ import annotations

from desktop_app.domain.attachment import Attachment, AttachmentRole
from desktop_app.storage.kinds.kind import PII, Kind, choice, code, day, flags, numbers, texts

ATTACHMENT = Kind(
    "attachment",
    Attachment,
    (
        *texts(PII, "of_kind", "of"),
        choice("role", PII, AttachmentRole),
        code("kind", PII, "attachment_kind"),
        *texts(PII, "caption", "sha256", "media_type"),
        *numbers(PII, "size", "width", "height"),
        day("taken_on", PII),
        *numbers(PII, "position"),
        *flags(PII, "with_location", "removed"),
    ),
)
