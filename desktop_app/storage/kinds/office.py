"""The office's own records: its union, laptops and people."""

from __future__ import annotations

from desktop_app.domain.organisation import Device, Organisation
from desktop_app.domain.role import Role
from desktop_app.domain.user import User
from desktop_app.storage.kinds.kind import ADMIN, Kind, choice, day, flags, mapping, texts

ORGANISATION = Kind(
    "organisation",
    Organisation,
    (*texts(ADMIN, "name", "level", "region", "code", "sheet_key"), *flags(ADMIN, "is_sample")),
)

DEVICE = Kind(
    "device",
    Device,
    (
        *texts(ADMIN, "label", "code", "sign_pub", "age_recipient", "scope"),
        *flags(ADMIN, "enrolled"),
        mapping("revoked", ADMIN),
        mapping("restated", ADMIN),
        day("revoked_on", ADMIN),
    ),
)

USER = Kind(
    "user",
    User,
    (*texts(ADMIN, "name"), choice("role", ADMIN, Role), *flags(ADMIN, "active")),
)
