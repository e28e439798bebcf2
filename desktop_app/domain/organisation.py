"""The union that keeps this ledger, and the laptops it works on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop_app.domain.identity import DeviceId, OrganisationId
from desktop_app.domain.issue import Issue, objection

REGION_CODE = re.compile(r"^\d{6}$")
DEVICE_CODE = re.compile(r"^[0-9A-Z]{2,4}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A trade union; `code` stands at the head of its sheet numbers."""

    id: OrganisationId
    name: str
    level: str = ""
    region: str
    code: str
    sheet_key: str
    is_sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A laptop; its two-to-four-character `code` keeps the number series of laptops apart.

    `sign_pub` proves its saves, `age_recipient` seals what is meant for it, `scope` is the code of
    the union whose records it keeps. Another laptop takes its saves once somebody has enrolled
    it; `revoked` names, per stream, the last save that is still taken after it was lost. Whether
    that word counts the registry tells, not the record, over which others can write.
    `restated` says which saves of a former name it has told again (`storage/splits.py`).
    """

    id: DeviceId
    label: str
    code: str
    sign_pub: str
    age_recipient: str = ""
    scope: str = ""
    enrolled: bool = False
    revoked: Mapping[str, int] = field(default_factory=dict)
    revoked_on: date | None = None
    restated: Mapping[str, str] = field(default_factory=dict)


def device_id_of(sign_pub: str) -> DeviceId:
    """Name a laptop by its public key (in hexadecimal), so that nobody can take its name."""
    return DeviceId(hashlib.sha256(bytes.fromhex(sign_pub)).hexdigest()[:16])


def objections(name: str, region: str, device: str) -> tuple[Issue, ...]:
    """List what is wrong with the answers given at set-up."""
    found: list[Issue] = []
    if not name.strip():
        found.append(objection("name", "organisation_missing"))
    if not REGION_CODE.match(region):
        found.append(objection("region", "region_code_form"))
    if not device.strip():
        found.append(objection("device", "device_label_missing"))
    return tuple(found)
