"""An erasure told in plain words: what went, who has confirmed it, and what still holds it."""

from __future__ import annotations

from desktop_app.i18n import _, ngettext
from desktop_app.services.erasing import Certificate


def headline(one: Certificate) -> str:
    """Say what was erased, by whom, when and why."""
    count = len(one.erasure.targets)
    words = ngettext(
        "{count} field erased by {who} on {day}: {reason}",
        "{count} fields erased by {who} on {day}: {reason}",
        count,
    )
    return words.format(
        count=count,
        who=one.by or _("somebody"),
        day=one.erasure.erased_on.isoformat(),
        reason=one.erasure.reason,
    )


def sentences(one: Certificate) -> list[str]:
    """Say which laptops have confirmed it, and where the values may still be."""
    if not one.counts:
        return [
            _(
                "It counts for nothing: it was made on a laptop that had been revoked by then."
                " Unless that was done since, what has to go is to be erased once more."
            )
        ]
    said = []
    if one.confirmed:
        said.append(_("Confirmed by: {laptops}.").format(laptops=_(", ").join(one.confirmed)))
    if one.awaited:
        words = _(
            "Not confirmed yet by: {laptops}. Write a bundle for them, and merge what comes back."
        )
        said.append(words.format(laptops=_(", ").join(one.awaited)))
    if one.backups:
        count = len(one.backups)
        words = ngettext(
            "{count} copy on this laptop was made before and still holds the values: {files}",
            "{count} copies on this laptop were made before and still hold the values: {files}",
            count,
        )
        names = _(", ").join(file.name for file in one.backups)
        said.append(words.format(count=count, files=names))
    said.append(
        _(
            "Bundles and copies on sticks and disks, and paper, may still hold them. They are to be"
            " looked for by hand."
        )
    )
    return said
