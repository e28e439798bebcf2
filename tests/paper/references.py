"""Every sheet as it is meant to look: its words and where they stand, in mm.

After a sheet was changed on purpose, `python -m tests.paper.references` writes
`tests/paper/reference/*.json` anew; read the difference before committing it. Two makings are
compared by words and places, never by bytes: another version of a library may write other bytes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop_app.services.printing import plain_press
from tests.paper.conftest import PAGE, WORD, Place, place_of
from tests.paper.test_plain_sheets import LIST, RECORD
from tests.paper.test_route import content as route
from tests.paper.test_route import line as stop
from tests.pictures import sheets
from tests.pictures.paper_samples import IMPRINT, PLAIN

FOLDER = Path(__file__).parent / "reference"
TOLERANCE_MM = 0.3
MOST_PAGES = 2
SHEETS: dict[str, Callable[[], bytes]] = {
    "ledger": lambda: plain_press.draw(LIST, IMPRINT),
    "record": lambda: plain_press.draw(RECORD, IMPRINT),
    "route": lambda: plain_press.draw_route_sheet(
        route(*map(stop, PLAIN), remarks="带米油"), IMPRINT
    ),
    **sheets.SHEETS,
}

Page = dict[str, list[Place]]
"""The places of each word of a page, from the top down; under "" the size of the page."""


def read(pdf: Path) -> list[Page]:
    """Read the words of the first pages and where each begins."""
    command = ["pdftotext", "-bbox", "-l", str(MOST_PAGES), pdf, "-"]
    shown = subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")
    pages = []
    for part in shown.split("<page ")[1:]:
        page: Page = defaultdict(list)
        page[""].append(place_of(*PAGE.findall(part)[0]))
        for left, top, _right, _bottom, text in WORD.findall(part):
            page[text].append(place_of(left, top))
        pages.append({text: sorted(places) for text, places in sorted(page.items())})
    return pages


def draw(name: str, pdf: Path) -> list[Page]:
    """Print a sheet into a file and read it."""
    pdf.write_bytes(SHEETS[name]())
    return read(pdf)


def kept(name: str) -> list[Page]:
    """Read what a sheet is meant to look like."""
    pages = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return [{text: list(map(tuple, places)) for text, places in page.items()} for page in pages]


def differences(meant: list[Page], made: list[Page]) -> Iterator[str]:
    """Say, a line each, which words are missing, new or have moved."""
    if len(meant) != len(made):
        yield f"{len(made)} pages instead of {len(meant)}"
    for number, (old, new) in enumerate(zip(meant, made, strict=False), start=1):
        for text in sorted(old.keys() | new.keys()):
            yield from _moved(f"page {number}: {text!r}", old.get(text, []), new.get(text, []))


def _moved(word: str, old: list[Place], new: list[Place]) -> Iterator[str]:
    """Set aside what stands in its place; pair the rest, each with the nearest that is left."""
    rest, astray = list(new), []
    for place in old:
        found = next((one for one in rest if distance(place, one) <= TOLERANCE_MM), None)
        if found is None:
            astray.append(place)
        else:
            rest.remove(found)
    for place in astray:
        nearest = min(rest, key=partial(distance, place), default=None)
        if nearest is None:
            yield f"{word} at {place} is missing"
        else:
            rest.remove(nearest)
            yield f"{word} moved from {place} to {nearest}"
    yield from (f"{word} at {place} is new" for place in rest)


def distance(one: Place, other: Place) -> float:
    """Tell how far two places lie apart, along the wider way."""
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))


def _write(name: str, pages: list[Page]) -> None:
    """Write a word a line, so that a difference shows which words it touches."""
    texts = [
        ",\n".join(
            f"{json.dumps(text, ensure_ascii=False)}: {json.dumps(places)}"
            for text, places in page.items()
        )
        for page in pages
    ]
    body = ",\n".join(f"{{\n{text}\n}}" for text in texts)
    (FOLDER / f"{name}.json").write_text(f"[{body}]\n", encoding="utf-8")


def main() -> None:
    """Write all references anew, or those whose name contains a word."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="write sheets whose name contains this")
    only = parser.parse_args().only
    with TemporaryDirectory() as folder:
        for name in SHEETS:
            if only in name:
                _write(name, draw(name, Path(folder) / "sheet.pdf"))
    for file in FOLDER.glob("*.json"):
        if file.stem not in SHEETS:
            file.unlink()


if __name__ == "__main__":
    main()
