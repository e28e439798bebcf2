"""Save a picture of every sheet, drawn with the same press as the program's.

Run `python -m tests.pictures.sheets --out DIR [--only NAME]` and open what it has made.
"""

from __future__ import annotations

import argparse
import subprocess
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop_app.services.printing import plain_press, press
from desktop_app.services.printing.plain_contents import PlainContent
from desktop_app.services.printing.press import Layout, Work
from tests.pictures import paper_samples as samples

RESOLUTION, MOST_PAGES = 70, 4


def _printed(work: list[Work], sheet: str = "") -> bytes:
    stream = BytesIO()
    press.print_to(stream, work, sheet_key=samples.KEY, layout=Layout(sheet=sheet))
    return stream.getvalue()


def _receipt(sheet: str = "", count: int = 0, **imprint: object) -> bytes:
    contents = samples.receipts(count) if count else [samples.RECEIPT]
    dressed = replace(samples.IMPRINT, **imprint)
    return _printed([(one, dressed) for one in contents], sheet)


def _hard_receipt() -> bytes:
    hard = replace(
        samples.RECEIPT,
        name=samples.LONG_NAME,
        unit=samples.LONG_UNIT,
        amount_fen=999_999_999_999,
        goods="新春大礼包 1份；大米10kg 1袋；食用油5L 1桶；棉被 2床；面粉25kg 1袋；牛奶 2箱",
        category="因公致残、积劳成疾的在职职工和患重大疾病的困难职工",
        fund_source="行政拨付及社会捐助的送温暖专项资金",
        handler="买买提·吐尔逊",
        witness="王㛃",
        replaces="640100-A2-21-000007-V",
    )
    return _printed([(hard, replace(samples.IMPRINT, copy=2, is_sample=True))])


def _condolence(sheet: str = "", **imprint: object) -> bytes:
    return _printed([(samples.CONDOLENCE, replace(samples.IMPRINT, **imprint))], sheet)


def _long_condolence() -> bytes:
    long = replace(
        samples.CONDOLENCE,
        name=samples.LONG_NAME,
        wish=samples.CONDOLENCE.wish * 3,
        amount_fen=999_999_999_999,
        goods="；".join(["新春大礼包 1份；大米10kg 1袋；食用油5L 1桶"] * 3),
        handed_over_by="",
    )
    return _printed([(long, replace(samples.IMPRINT, copy=1, is_sample=True))])


def _roster(count: int, sheet: str = "", **imprint: object) -> bytes:
    return _printed([(samples.roster(count), replace(samples.IMPRINT, **imprint))], sheet)


def _recovery() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "recovery.pdf"
        press.print_recovery(file, samples.RECOVERY)
        return file.read_bytes()


def _plain(content: PlainContent, sheet: str = "", **imprint: object) -> bytes:
    dressed = replace(samples.IMPRINT, **imprint)
    return plain_press.draw(content, dressed, Layout(sheet=sheet), sheet_key=samples.KEY)


def _volume() -> bytes:
    work = ((one, samples.IMPRINT) for one in samples.receipts(501))
    with TemporaryDirectory() as folder:
        target = Path(folder) / "v.pdf"
        volumes = press.print_volumes(work, target, count=501, sheet_key=samples.KEY)
        return next(volumes).path.read_bytes()


SHEETS: dict[str, Callable[[], bytes]] = {
    "receipt": _receipt,
    "receipt-sample": lambda: _receipt(is_sample=True),
    "receipt-draft": lambda: _receipt(is_draft=True),
    "receipt-void": lambda: _receipt(is_void=True),
    "receipt-hard": _hard_receipt,
    "receipt-single": lambda: _receipt("receipt-single"),
    "receipt-three-people": lambda: _receipt("receipt-three-people", count=3),
    "condolence": _condolence,
    "condolence-a4": lambda: _condolence("condolence-a4", is_sample=True, copy=1),
    "condolence-long": _long_condolence,
    "sign-roster": lambda: _roster(13),
    "sign-roster-draft": lambda: _roster(3, is_draft=True),
    "sign-roster-dense": lambda: _roster(20, "sign-roster-dense"),
    "goods-roster": lambda: _printed([(samples.goods_roster(17), samples.IMPRINT)]),
    "goods-roster-copy": lambda: _printed(
        [(samples.goods_roster(3), replace(samples.IMPRINT, copy=1, is_sample=True))]
    ),
    "visit-record": lambda: _printed([(samples.VISIT, samples.IMPRINT)]),
    "visit-record-draft": lambda: _printed(
        [(samples.VISIT, replace(samples.IMPRINT, is_draft=True))]
    ),
    "public-notice": lambda: _plain(samples.NOTICE),
    "public-notice-hardship": lambda: _plain(samples.HARDSHIP_NOTICE, "public-notice-hardship"),
    "letter": lambda: _plain(samples.LETTER),
    "letter-a5": lambda: _plain(samples.LETTER, "letter-a5", is_sample=True),
    "enrolment": lambda: _plain(samples.ENROLMENT),
    "ruler": lambda: _plain(samples.RULER),
    "archive-file": lambda: _plain(samples.archive(5)),
    "archive-file-migrant": lambda: _plain(samples.archive(7, is_migrant=True), is_sample=True),
    "recovery": _recovery,
    "cover": _volume,
}


def render(pdf: Path, folder: Path, resolution: int = RESOLUTION) -> list[Path]:
    """Turn the first pages of a PDF into pictures; needs poppler."""
    stem = folder / pdf.stem
    command = ["pdftoppm", "-r", str(resolution), "-l", str(MOST_PAGES), "-png", pdf, stem]
    subprocess.run(command, check=True)
    return sorted(folder.glob(f"{pdf.stem}-*.png"))


def main() -> None:
    """Make the pictures that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default="", help="draw sheets whose name contains this")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    for name, draw in SHEETS.items():
        if asked.only in name:
            pdf = asked.out / f"{name}.pdf"
            pdf.write_bytes(draw())
            for picture in render(pdf, asked.out):
                print(picture)  # noqa: T201


if __name__ == "__main__":
    main()
