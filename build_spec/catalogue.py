"""The message catalogue: English message ids from the program, Chinese from people.

`update` takes in new messages and drops those gone, `fill` takes translations from JSON files
({"message": "译文"}), `check` says what is missing or does not fit.
"""

from __future__ import annotations

import argparse
import json
import re
import string
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog, Message, extract, pofile

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "desktop_app"
CATALOGUE = ROOT / "resources" / "locale" / "zh_CN" / "LC_MESSAGES" / "nuanfang.po"
KEYWORDS = {"_": None, "mark": None, "ngettext": (1, 2)}
HEADER = "# Chinese (China) messages of Nuanfang; made by build_spec/catalogue.py."
SINCE = datetime(2026, 1, 1, tzinfo=UTC)  # a date that never moves keeps differences small


def main(arguments: list[str] | None = None) -> int:
    """Run one of the three commands; non-zero when `check` or `fill` has something to say."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m build_spec.catalogue")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update", help="take in new messages, drop those gone")
    commands.add_parser("check", help="say what is missing or does not fit")
    fill = commands.add_parser("fill", help="take translations from JSON files")
    fill.add_argument("files", nargs="+", type=Path, metavar="FILE.json")
    chosen = parser.parse_args(arguments)
    if chosen.command == "update":
        complaints = update({})
    elif chosen.command == "fill":
        complaints = update(_translations(chosen.files))
    else:
        complaints = list(faults(extracted(), stored()))
    print("\n".join(complaints) or "The catalogue is in order.", file=sys.stderr)
    return 1 if complaints and chosen.command != "update" else 0


def extracted() -> Catalog:
    """Collect every message that the program marks."""
    catalogue = _empty()
    found = extract.extract_from_dir(PROGRAM, [("**.py", "python")], keywords=KEYWORDS)
    for _file, _line, message, _comments, context in sorted(found, key=lambda one: str(one[2])):
        catalogue.add(message, context=context)
    return catalogue


def stored() -> Catalog:
    """Read the catalogue as people left it."""
    if not CATALOGUE.exists():
        return _empty()
    with CATALOGUE.open("rb") as file:
        return pofile.read_po(file, locale="zh_CN")


def update(translations: dict[str, str]) -> list[str]:
    """Write the catalogue anew from program, old catalogue and new translations.

    Returns what is odd about the translations: for messages the program does not have.
    """
    catalogue, old = extracted(), stored()
    for message in _messages(catalogue):
        known = old.get(message.id)
        text = translations.get(_key(message)) or (_text(known) if known else "")
        message.string = (text,) if message.pluralizable else text
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        pofile.write_po(file, catalogue, width=96, no_location=True, sort_output=True)
    ours = {_key(message) for message in _messages(catalogue)}
    return [f"not in the program: {key!r}" for key in sorted(set(translations) - ours)]


def faults(program: Catalog, catalogue: Catalog) -> Iterator[str]:
    """Say, a line each, where the catalogue does not fit the program."""
    for message in _messages(program):
        known = catalogue.get(message.id)
        if known is None:
            yield f"missing: {message.id!r}"
        elif not _text(known):
            yield f"untranslated: {message.id!r}"
        elif known.fuzzy:
            yield f"fuzzy: {message.id!r}"
        elif placeholders(_text(known)) != placeholders(_longest(message)):
            yield f"different placeholders: {message.id!r} and {_text(known)!r}"
    for message in _messages(catalogue):
        if message.id not in program:
            yield f"no longer in the program: {message.id!r}"
    yield from (f"no longer in the program: {key!r}" for key in catalogue.obsolete)


def placeholders(text: str) -> set[str]:
    """Name what `str.format` or `%` would fill in, formats included."""
    parts = string.Formatter().parse(text)
    braces = {f"{name}!{how}:{form}" for _, name, form, how in parts if name is not None}
    return braces | set(re.findall(r"%\(\w+\)\w", text))


def _empty() -> Catalog:
    return Catalog(
        locale="zh_CN",
        header_comment=HEADER,
        project="nuanfang",
        version="1",
        last_translator="The Nuanfang authors",
        language_team="zh_CN",
        creation_date=SINCE,
        revision_date=SINCE,
        msgid_bugs_address="",
        charset="utf-8",
        fuzzy=False,
    )


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _key(message: Message) -> str:
    """Give the message, or its singular where it has two forms."""
    return message.id[0] if message.pluralizable else str(message.id)


def _longest(message: Message) -> str:
    return message.id[-1] if message.pluralizable else str(message.id)


def _text(message: Message) -> str:
    """Give the translation; Chinese has one form for every number."""
    return message.string[0] if isinstance(message.string, tuple) else str(message.string or "")


def _translations(files: list[Path]) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in files:
        for message, text in json.loads(file.read_text(encoding="utf-8")).items():
            found[message] = text if isinstance(text, str) else text[-1]
    return found


if __name__ == "__main__":
    sys.exit(main())
