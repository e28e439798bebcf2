"""The language in which the program speaks: one gettext catalogue for screen, paper and console."""

from __future__ import annotations

import gettext as _gettext
import os
from collections.abc import Iterable
from pathlib import Path

from desktop_app import paths

DOMAIN = "nuanfang"
DEFAULT_LANGUAGE = "zh_CN"
SOURCE_LANGUAGE = "en"
LANGUAGES = (DEFAULT_LANGUAGE, SOURCE_LANGUAGE)

_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()
_language = SOURCE_LANGUAGE


def use_language(language: str) -> None:
    """Speak this language from now on; an unknown one falls back to the default.

    The message ids are English, so English needs no catalogue.
    """
    global _catalogue, _language  # noqa: PLW0603 - one process speaks one language at a time
    _language = language if language in LANGUAGES else DEFAULT_LANGUAGE
    if _language == SOURCE_LANGUAGE:
        _catalogue = _gettext.NullTranslations()
    else:
        with _compiled(_language).open("rb") as file:
            _catalogue = _gettext.GNUTranslations(file)


def language() -> str:
    """Tell which language is spoken now."""
    return _language


def _(message: str) -> str:
    """Translate one message."""
    return _catalogue.gettext(message) if message else ""


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a message that depends on a number."""
    return _catalogue.ngettext(one, many, count)


def in_a_row(sentences: Iterable[str]) -> str:
    """Put whole sentences one after another; between Chinese ones stands no blank."""
    return ("" if _language == DEFAULT_LANGUAGE else " ").join(sentences)


def mark(message: str) -> str:
    """Mark a message for the catalogue without translating it yet."""
    return message


def _compiled(language: str) -> Path:
    """Give the compiled catalogue, compiling it first where the source is newer."""
    folder = paths.resources() / "locale" / language / "LC_MESSAGES"
    source, compiled = folder / f"{DOMAIN}.po", folder / f"{DOMAIN}.mo"
    if source.exists() and (not compiled.exists() or _older(compiled, source)):
        _compile(source, compiled)
    return compiled


def _older(this: Path, that: Path) -> bool:
    return this.stat().st_mtime < that.stat().st_mtime


def _compile(source: Path, compiled: Path) -> None:
    from babel.messages import mofile, pofile  # only in a checkout; a release ships compiled files

    with source.open("rb") as text:
        catalogue = pofile.read_po(text)
    part = compiled.with_suffix(f".{os.getpid()}.mo.part")  # one for each program
    with part.open("wb") as binary:
        mofile.write_mo(binary, catalogue)
    part.replace(compiled)
