"""Where things are: the program's own resources and a person's data."""

from __future__ import annotations

from pathlib import Path

import platformdirs

APPLICATION = "nuanfang"


def resources() -> Path:
    """Give the folder of fonts, icons, catalogues, code lists, sheets and samples."""
    package = Path(__file__).resolve().parent
    installed = package / "resources"  # a wheel and a frozen folder carry them in the package
    return installed if installed.is_dir() else package.parent / "resources"


def default_data() -> Path:
    """Give the folder that holds the ledger when the person names none."""
    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))


def settings() -> Path:
    """Give the folder of what this laptop likes: language, text size, theme, last user."""
    return Path(platformdirs.user_config_dir(APPLICATION, appauthor=False))


def documents() -> Path:
    """Give the folder where a person looks for saved sheets."""
    return Path(platformdirs.user_documents_dir())
