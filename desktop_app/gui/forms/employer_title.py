"""What a form about something at an employer is called."""

from __future__ import annotations

from desktop_app.services.office import Office


def title_at(office: Office, employer: str, said: str) -> str:
    """Say at which employer, and what or when it was."""
    known = office.employers.get(employer) if employer else None
    return " · ".join(part for part in (known.name if known else "", said) if part)
