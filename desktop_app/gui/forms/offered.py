"""The choices that a form offers from a code list."""

from __future__ import annotations

from desktop_app.domain.codelists import CodeLists


def offered(codes: str, kept: object = None) -> list[tuple[str, str]]:
    """List the choices of today, and the one that a record has kept from former days."""
    chosen = CodeLists.load()[codes]
    choices = [(entry.code, entry.label) for entry in chosen.current]
    if kept and str(kept) not in dict(choices):
        choices.append((str(kept), chosen.label_of(str(kept))))
    return choices
