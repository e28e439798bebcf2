"""What makes a laptop: its keys, its id, and the code in its sheet numbers."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from desktop_app.domain.organisation import Device, Organisation, device_id_of
from desktop_app.services.exchange import sealing
from desktop_app.storage.store import Identity
from desktop_app.storage.vault import Signer

_FIRST = "ACDEFGHJKLMNPQRTUVWXY"  # letters that look like digits are left out: codes are read aloud
_NEXT = _FIRST + "346789"


def new_laptop(
    union: Organisation, label: str, code: str = "", taken: Collection[str] = ()
) -> tuple[Device, Identity]:
    """Make the keys and the name of a laptop, as others know it and as it knows itself."""
    secret = Signer.new_secret()
    public = Signer(secret).public
    age, recipient = sealing.new_key()
    device = Device(
        id=device_id_of(public),
        label=label,
        code=code or new_code(taken),
        sign_pub=public,
        age_recipient=recipient,
        scope=union.code,
        enrolled=True,
    )
    identity = Identity(
        device=device.id,
        code=device.code,
        organisation=union.id,
        scope=union.code,
        secret=secret.hex(),
        age=age,
    )
    return device, identity


def new_code(taken: Collection[str] = ()) -> str:
    """Choose a short code by chance, so that laptops set up apart rarely share one."""
    while True:
        code = secrets.choice(_FIRST) + "".join(secrets.choice(_NEXT) for _place in range(2))
        if code not in taken:
            return code
