"""Which volumes of a Mac can be pulled out, as its diskutil says of the device below each."""

from __future__ import annotations

import plistlib
from collections.abc import Callable, Mapping
from typing import Any
from xml.parsers.expat import ExpatError

from desktop_app.services.exchange import system_tools

_LONGEST_S = 10

Facts = Mapping[str, Any]
Ask = Callable[[str], Facts | None]
"""Gives what is known of a device or of a place where one is mounted, or None."""


def ask_diskutil(device: str) -> Facts | None:
    """Ask the system for what it knows of a device."""
    try:
        said = system_tools.run(["/usr/sbin/diskutil", "info", "-plist", device], _LONGEST_S)
        facts = plistlib.loads(said.stdout.encode("utf-8", "surrogateescape"))
    except (OSError, ValueError, ExpatError, plistlib.InvalidFileException):
        return None
    return facts if isinstance(facts, dict) and said.returncode == 0 else None


class MacDisks:
    """Asks once of every volume and remembers it while it is mounted: asking takes its time."""

    def __init__(self, ask: Ask = ask_diskutil) -> None:
        self._ask = ask
        self._known: dict[tuple[str, str], bool] = {}

    def pluggable(self, mounted: list[tuple[str, str]]) -> set[tuple[str, str]]:
        """Give those of the devices, each with its place, that can be pulled out."""
        known = self._known
        self._known = {one: known[one] if one in known else self._is_one(*one) for one in mounted}
        return {one for one, is_one in self._known.items() if is_one}

    def _is_one(self, device: str, path: str) -> bool:
        """Tell of one volume; where nothing is known of it, it may be a stick.

        What is served by a process bears no device's name. "Internal" says nothing: so is a card in
        a built-in reader. A disk image is called removable, too.
        """
        facts = self._ask(device if device.startswith("/dev/") else path)
        if facts is None:
            return True
        is_virtual = facts.get("VirtualOrPhysical") == "Virtual"
        is_image = facts.get("BusProtocol") == "Disk Image"
        is_removable = facts.get("RemovableMediaOrExternalDevice", True)
        return bool(is_removable) and not is_virtual and not is_image
