"""What is frozen into the ledger comes out as it went in."""

import json
from dataclasses import replace

import pytest

from tests.pictures.paper_samples import CONDOLENCE, RECEIPT, roster


@pytest.mark.parametrize("content", [RECEIPT, CONDOLENCE, roster(3), roster(0)])
def test_a_content_survives_json(content):
    stored = json.dumps(content.to_json(), ensure_ascii=False)
    assert type(content).from_json(json.loads(stored)) == content


def test_what_was_frozen_before_a_field_existed_is_still_read():
    old = RECEIPT.to_json()
    for later in ("handler", "witness", "replaces"):
        del old[later]
    assert type(RECEIPT).from_json(old) == RECEIPT


def test_a_roster_adds_up_its_lines():
    lines = roster(3).lines
    assert roster(3).amount_fen == sum(line.amount_fen for line in lines)
    assert replace(roster(3), lines=()).amount_fen == 0
