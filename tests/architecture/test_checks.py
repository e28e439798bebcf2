"""Format, lint, types, floors and catalogue belong to the tests' run."""

import pytest

from build_spec import checks


@pytest.mark.parametrize("name", checks.CHECKS)
def test_the_house_passes_its(name):
    done = checks.run(name)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
