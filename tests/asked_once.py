"""Works out once, within one history, what has the same answer whenever it is asked.

Each answer follows from what is given alone, and is kept under all of that: so a history comes to
the same end with it as without, in half the time. `test_exchange_laws.py` compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import pytest

from desktop_app.services.exchange import bundle
from desktop_app.storage import audit, incoming, kinds, lines, registry, saves, splits, told, vault
from desktop_app.storage.cipher import Database
from desktop_app.storage.log import Cells, Save
from desktop_app.storage.revocations import Belief
from desktop_app.storage.saves import Signed
from desktop_app.storage.told import Told


def ask_once(patched: pytest.MonkeyPatch) -> None:
    """Check each signature, read each line and weigh the same words once, and none twice."""
    holds = cache(vault.signature_holds)
    for module in (audit, bundle, incoming, splits, told):
        patched.setattr(module, "signature_holds", holds)
    patched.setattr(lines, "read", cache(lines.read))
    patched.setattr(saves, "read_row", cache(saves.read_row))
    patched.setattr(told, "_of_laptops", _Understood().of_laptops)
    patched.setattr(told, "_told", _Heard().told)
    patched.setattr(registry, "_judge", _Weighed().judge)


class _Understood:
    """Keeps what the saves say of laptops; an earlier program may understand less of it."""

    def __init__(self) -> None:
        self._worked_out = told._of_laptops
        self._known: dict[tuple[int, int], tuple[Save, list[tuple[Save, Cells]]]] = {}

    def of_laptops(self, office: Iterable[Save]) -> Iterator[tuple[Save, Cells]]:
        for save in office:
            place = id(save), id(kinds.KINDS["device"])
            known = self._known.get(place)
            if known is None:  # what is kept lives on: no other save gets its number
                known = self._known[place] = save, list(self._worked_out([save]))
            yield from known[1]


class _Heard:
    """Keeps what was said of laptops, under the saves in which it may stand."""

    def __init__(self) -> None:
        self._worked_out = told._told
        self._known: dict[tuple[object, ...], tuple[object, Told]] = {}

    def told(self, db: Database, late: Sequence[Signed]) -> Told:
        here, strange = list(saves.of_office(db)), list(told._waiting(db, told._UNKNOWN))
        chains = sorted({(one.save.device, one.save.stream) for one in strange})
        tips = tuple(saves.tip(db, chain) for chain in chains)
        read = (here, late, strange)
        given = (id(kinds.KINDS["device"]), tips, *(tuple(map(id, some)) for some in read))
        if given not in self._known:
            self._known[given] = read, self._worked_out(db, late)
        return self._known[given][1]


class _Weighed:
    """Keeps whom to believe, under the words and all else that it follows from."""

    def __init__(self) -> None:
        self._worked_out = registry._judge
        self._known: dict[tuple[object, ...], Belief] = {}

    def judge(self, db: Database, own: str, here: registry._Recorded, words: Told | None) -> Belief:
        ours = frozenset(one for one in here.keys if saves.is_own(db, one))
        said = words and (words.enrolled, words.revoked, frozenset(words.since.items()))
        given = own, registry._scope(db), frozenset(here.keys), ours, tuple(here.enrolled), said
        if given not in self._known:
            self._known[given] = self._worked_out(db, own, here, words)
        return self._known[given]
