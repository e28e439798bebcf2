"""The union that keeps this ledger, and the laptops it works on."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
    """A laptop; its two-to-four-character `code` keeps the number series of laptops apart."""

    id: DeviceId
    label: str
    code: str
    sign_pub: str


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
