"""The choices that a form offers from a code list."""

from __future__ import annotations

from desktop_app.domain.codelists import CodeLists


def offered(codes: str, kept: object = None) -> list[tuple[str, str]]:
    """List the choices of today, and what a record has kept from former days: one or several."""
    chosen = CodeLists.load()[codes]
    choices = {entry.code: entry.label for entry in chosen.current}
    for code in kept if isinstance(kept, tuple) else (kept,):
        if code:
            choices.setdefault(str(code), chosen.label_of(str(code)))
    return list(choices.items())
