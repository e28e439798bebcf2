"""Lines to sign on, side by side over the width of a sheet."""

from __future__ import annotations

from desktop_app.services.printing.book import POINTS_PER_MM
from desktop_app.services.printing.forms import MARGIN, Form
from desktop_app.services.printing.paper import HAIRLINE, Pen
from desktop_app.services.printing.typefaces import width_of

SIGN_SIZE = 10.5  # points


def sign_lines(pen: Pen, form: Form, y: float) -> None:
    """Write the labels of a form's signatures with their baseline at y, a line after each."""
    width = form.room / max(1, len(form.signatures))
    for index, one in enumerate(form.signatures):
        x = MARGIN + index * width
        pen.text(x, y, one.label, SIGN_SIZE)
        x += width_of(one.label) * SIGN_SIZE / POINTS_PER_MM + 1
        pen.across(x, y + 1, one.width, HAIRLINE)
