"""Values that are erased for good in some random histories, and that stand nowhere in the end."""

from __future__ import annotations

import re
import zlib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from desktop_app.domain.erasure import DIGITS, Erasure, borne
from desktop_app.services.erasing import Erasing, NothingToEraseError
from desktop_app.storage import lines, saves
from desktop_app.storage.erasing import certificates
from desktop_app.storage.log import Cells
from tests.history_laws import Laws
from tests.history_oddities import append_raw
from tests.history_people import FIELDS
from tests.history_sticks import entries
from tests.laptops import Laptop

KIND = "beneficiary"
Entries = AbstractSet[tuple[object, ...]]
_WORD = re.compile(rb"77[0-9]{6}77")


@dataclass
class Erasures(Laws):
    """Somebody erases now and then what others change, copy, undo or have not heard of yet.

    A word that can be recognised is written once. Where the same word was written again, as by
    settling a disagreement, the other save may keep it.
    """

    words: int = 0
    erased: set[tuple[object, ...]] = field(default_factory=set)
    certified: dict[str, Entries] = field(default_factory=dict)

    def erase(self) -> None:
        """Erase one or two fields of a person, or all of it, with what ever stood there."""
        laptop, person = self._laptop(), self.random.choice(self.people)
        fields = self.random.sample(FIELDS, self.random.choice((1, 1, 2)))
        is_whole = self.random.random() < 0.1
        with self.at(laptop):
            before = {one for one in said_anywhere(laptop) if one[5] != "null"}
            erasing = Erasing(laptop.desk)
            try:
                if is_whole:
                    made = erasing.erase_whole(KIND, person, "本人要求")
                else:
                    made = erasing.erase(KIND, person, fields, "本人要求")
            except NothingToEraseError:
                missed = {one for one in before if one[2:4] == (KIND, person) and one[4] in fields}
                assert not missed, "an erasure finds nothing of what is there"
                return
        targets = set(made.erasure.cells)
        going = {one for one in before if one[2:5] in targets}
        going |= self._missing_here(made.erasure, going)
        self.gone |= {one[:-1] for one in going}
        self.erased |= going
        self.certified[made.erasure.id] = going
        self._look_for(laptop, going)

    def _missing_here(self, erasure: Erasure, going: Entries) -> Entries:
        """Give what a certificate names of values that others hold and its author misses."""
        named = {digits for _save, of in erasure.bearers for digits in of}
        if named <= {str(one[6])[:DIGITS] for one in going}:
            return frozenset()
        every = frozenset().union(*map(said_anywhere, self.laptops))
        return {one for one in every if str(one[6])[:DIGITS] in named}

    def certify_wrongly(self) -> None:
        """Certify that what was paid is to go, and what nobody ever wrote: nothing is lost."""
        laptop = self._laptop()
        named = [
            name
            for one in saves.all_of(laptop.store.db)
            for cells in one.save.cells
            if cells.kind == "grant_void" and "reason" in cells.values
            for name in (one.save.name, borne(one.save.name, [cells.digest_of("reason")]))
        ]
        values = {
            "of_kind": "grant_void", "of": "0" * 32, "reason": "x", "erased_by": "x",
            "targets": [f"grant_void/{n:032x}/reason" for n in range(6)] + ["x", "x/y/z", "device"],
            "saves": [*named, "x#y#z", "#", ""], "contents": ["x"],
            "erased_on": "2021-02-08",
        }  # fmt: skip
        record = f"{self.random.getrandbits(120):032x}"
        with self.at(laptop):
            append_raw(laptop, "admin", Cells("erasure", record, values, {}, {}, "0" * 32), "clerk")

    def after_merging(self, laptop: Laptop) -> None:
        """Whoever has heard of an erasure holds nothing of it; looked at now and then."""
        if self.certified and self.random.random() < 0.2:
            self._look_for(laptop, self._certified_at(laptop))

    def check(self) -> None:
        """Nothing erased is anywhere; where laptops are revoked, what counts at a laptop."""
        super().check()
        for laptop in self.laptops if self.erased else ():
            self._look_for(laptop, self._certified_at(laptop) if self.revoked else self.erased)

    def _certified_at(self, laptop: Laptop) -> Entries:
        """Give what the certificates say that count at a laptop."""
        here = [one.id for one in certificates(laptop.store.db)]
        return frozenset().union(*(self.certified.get(one, ()) for one in here))

    def _look_for(self, laptop: Laptop, gone: Entries) -> None:
        """Insist that words stand nowhere at a laptop, but those that somebody wrote again."""
        found = words_in(laptop) & {str(one[5]) for one in gone}
        if found:
            again = {str(one[5]) for one in said_anywhere(laptop) - gone}
            assert found <= again, f"erased, and still there: {sorted(found - again)[:3]}"

    def _word(self) -> str | None:
        if "erasures" not in self.flavour or self.random.random() < 0.4:
            return super()._word()
        self.words += 1
        return f"77{self.words:06}77"


def said_anywhere(laptop: Laptop) -> set[tuple[object, ...]]:
    """Give what every save says that is held here, in the log or beside it, each with its hash.

    Two people may say the same in one millisecond; told again under another name it has one hash.
    """
    db = laptop.store.db
    parked = [
        lines.read(zlib.decompress(line)) for (line,) in db.execute("SELECT line FROM log_parked")
    ]
    return {
        (*one, cells.digest_of(str(one[4])))
        for signed in (*saves.all_of(db), *saves.aside(db), *parked)
        for cells in signed.save.cells
        for one in entries(replace(signed.save, cells=(cells,)))
    }


def words_in(laptop: Laptop) -> set[str]:
    """Give every word of ours that stands anywhere in a ledger, as the canonical JSON of it."""
    db = laptop.store.db
    parts = [
        _plain(cell)
        for table in db.table_names()
        for row in db[table].rows
        for cell in row.values()
    ]
    said = _WORD.findall(b"\n".join(parts))
    return {f'"{one.decode()}"' for word in said for one in (word, word[::-1])}


def _plain(cell: object) -> bytes:
    """Give the bytes of a cell, unpacked where it is packed."""
    if not isinstance(cell, bytes):
        return str(cell).encode()
    try:
        return zlib.decompress(cell)
    except zlib.error:
        return cell
