"""The project names no machine and no address but those of its formats' namespaces."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEPT_FOLDERS = ("desktop_app", "resources", "tests", "build_spec", "docs", ".ci")
TEXT = {".py", ".toml", ".md", ".txt", ".po", ".json", ".csv", ".qss", ".svg", ".spec", ""}
NAMESPACES = ("www.w3.org", "json-schema.org", "schemas.openxmlformats.org")
ADDRESS = re.compile(r"\b\w+://([\w.-]+)")
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:home|root|tmp|work|Users)/\w+")


def kept_files():
    own = [file for file in ROOT.iterdir() if file.is_file()]
    for folder in KEPT_FOLDERS:
        own += [file for file in (ROOT / folder).rglob("*") if file.is_file()]
    return [file for file in own if file.suffix in TEXT and "__pycache__" not in file.parts]


def is_licence_of_others(file):
    return file.parent.name in {"fonts", "icons"} and file.suffix == ".txt"


def test_no_file_names_a_place_on_the_network():
    found = {
        f"{file.relative_to(ROOT)}: {host}"
        for file in kept_files()
        if not is_licence_of_others(file)
        for host in ADDRESS.findall(file.read_text(encoding="utf-8"))
        if host not in NAMESPACES
    }
    assert found == set()


def test_no_file_names_a_folder_of_one_machine():
    found = {
        f"{file.relative_to(ROOT)}: {path}"
        for file in kept_files()
        for path in MACHINE_PATH.findall(file.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_every_font_has_its_licence_beside_it():
    fonts = ROOT / "resources" / "fonts"
    families = {re.split(r"[_.]", font.name)[0] for font in fonts.glob("*.ttf")}
    licences = {licence.name.split("-")[0] for licence in fonts.glob("*.txt")}
    assert families
    assert {family for family in families if family.rstrip("AB") not in licences} == set()
