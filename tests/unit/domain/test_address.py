"""The part of an address that neighbours share."""

import pytest

from desktop_app.domain.address import shared_part


@pytest.mark.parametrize(
    ("address", "shared"),
    [
        ("银川市兴庆区胜利街12号3单元402", "银川市兴庆区胜利街"),
        ("宁夏回族自治区银川市金凤区阳光花园小区5号楼", "宁夏回族自治区银川市金凤区阳光花园小区"),
        ("西夏区镇北堡镇华西村三组", "西夏区镇北堡镇华西村"),
        ("3单元402", ""),
        ("", ""),
    ],
)
def test_house_numbers_are_left_out(address, shared):
    assert shared_part(address) == shared
