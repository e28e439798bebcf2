"""Laptops that know each other, for the tests of the exchange."""

import pytest

from tests.laptops import acquaint, found


@pytest.fixture
def pair(tmp_path):
    laptops = [found(tmp_path / name, number) for number, name in enumerate("ab")]
    acquaint(laptops)
    yield laptops
    for one in laptops:
        one.close()


@pytest.fixture
def trio(tmp_path):
    laptops = [found(tmp_path / name, number) for number, name in enumerate("abc")]
    acquaint(laptops)
    yield laptops
    for one in laptops:
        one.close()
