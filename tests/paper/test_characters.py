"""Every character that a typeface has prints, regular and bold, and is copied out as itself."""

from dataclasses import replace

import pytest

from build_spec.characters import prints
from desktop_app.domain.gb18030 import PARTS
from desktop_app.domain.names import MAX_LENGTH
from tests.pictures.paper_samples import CONDOLENCE

PER_PART = 24
IN_ONE_FILE = 20_000  # a typeface embeds 32,000 characters at most
EVERY = [one for part in PARTS for one in part]


def sample(part):
    """Give some characters of a part, spread over it; the first and the last that print too."""
    printed = [one for one in part if prints(one)]
    return [*printed[:: len(printed) // PER_PART + 1], printed[-1]]


def letters(characters):
    """Write letters whose name (bold) and wish (regular) are these characters."""
    names = [
        "".join(characters[start : start + MAX_LENGTH])
        for start in range(0, len(characters), MAX_LENGTH)
    ]
    return {name: replace(CONDOLENCE, name=name, wish=name) for name in names}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_sample_of_each_part_comes_back_from_the_paper(print_sheets, part):
    contents = letters(sample(part))
    squeezed = print_sheets(*contents.values(), sheet="condolence-a4").squeezed
    assert [name for name in contents if squeezed.count(name) < 2] == []
    assert [name for name in contents if f"{name}同志：" not in squeezed] == []


@pytest.mark.torture
@pytest.mark.parametrize("start", range(0, len(EVERY), IN_ONE_FILE))
def test_every_character_comes_back_from_the_paper_in_both_weights(print_sheets, start):
    contents = letters([one for one in EVERY[start : start + IN_ONE_FILE] if prints(one)])
    paper = print_sheets(*contents.values(), sheet="condolence-a4")
    squeezed = paper.squeezed
    assert [name for name in contents if f"{name}同志：" not in squeezed] == []
    assert [name for name in contents if squeezed.count(name) < 2] == []
    assert "No syntax or stream encoding errors found" in paper.run(
        "qpdf", "--check", to_stdout=False
    )
