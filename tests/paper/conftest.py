"""Real PDFs, read back with poppler and qpdf."""

import re
import subprocess
from dataclasses import dataclass, replace
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest

from desktop_app.services.printing import press
from desktop_app.services.printing.press import Layout
from tests.pictures import paper_samples as samples

WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
)
PAGE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
POINTS_PER_MM = 72 / 25.4
Place = tuple[float, float]


def place_of(left: str, top: str) -> Place:
    """Turn poppler's points into mm, to a twentieth."""
    return tuple(round(float(edge) / POINTS_PER_MM, 2) for edge in (left, top))


@dataclass(frozen=True)
class Word:
    """A word of a page and its place, in mm from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    def overlaps(self, other):
        """Tell whether two words lie over each other by more than a hair."""
        across = min(self.right, other.right) - max(self.left, other.left)
        along = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0.3 and along > 0.35 * min(self.bottom - self.top, other.bottom - other.top)


@dataclass(frozen=True)
class Paper:
    """A printed file and what can be read in it."""

    path: Path

    def run(self, program, *options, to_stdout=True):
        command = [program, *options, self.path, *(["-"] if to_stdout else [])]
        done = subprocess.run(command, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.decode("utf-8")

    @property
    def text(self):
        return self.run("pdftotext", "-layout")

    @property
    def squeezed(self):
        """The text in the order it was drawn, without spaces and line breaks."""
        return re.sub(r"\s", "", self.run("pdftotext", "-raw"))

    def words(self, page=1):
        shown = self.run("pdftotext", "-bbox", "-f", str(page), "-l", str(page))
        return [
            Word(*(float(edge) / POINTS_PER_MM for edge in edges), unescape(text))
            for *edges, text in WORD.findall(shown)
        ]

    def picture(self, folder, resolution=200, most_pages=0):
        target = folder / "page"
        last = ["-l", str(most_pages)] if most_pages else []
        command = ["pdftoppm", "-r", str(resolution), *last, "-gray", "-png", self.path, target]
        subprocess.run(command, check=True)
        return sorted(folder.glob("page-*.png"))


@pytest.fixture
def print_sheets(tmp_path):
    """Print contents with the samples' key and imprint, and give the paper."""

    def print_them(*contents, sheet="", folder=None, **imprint):
        dressed = replace(samples.IMPRINT, **imprint)
        stream = BytesIO()
        press.print_to(
            stream,
            [(content, dressed) for content in contents],
            sheet_key=samples.KEY,
            layout=Layout(sheet=sheet, folder=folder),
        )
        path = tmp_path / "sheets.pdf"
        path.write_bytes(stream.getvalue())
        return Paper(path)

    return print_them
