"""What laptops said of laptops: in the log, after a revocation, and as strangers.

What came after a revocation is kept, because a word that takes the revocation's place may be among
it; what waits because its laptop is nobody's any more, because it would be somebody's again where
what made it a stranger did not count. So the same words are weighed, whatever comes of it.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import groupby

from desktop_app.domain.organisation import device_id_of
from desktop_app.storage import lines, saves, unread
from desktop_app.storage.cipher import Database
from desktop_app.storage.log import GENESIS, Cells, Save
from desktop_app.storage.revocations import Enrolled, Revoked
from desktop_app.storage.saves import Chain, Signed
from desktop_app.storage.vault import signature_holds

_LATE, _UNKNOWN = "late", "unknown"


@dataclass(frozen=True, slots=True)
class Told:
    """Words of enrolment and of revocation; by laptop, their keys and since when they are there.

    The latter in milliseconds since 1970, as their own clocks had it.
    """

    enrolled: tuple[Enrolled, ...] = ()
    revoked: tuple[Revoked, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)
    since: Mapping[str, int] = field(default_factory=dict)


def read(db: Database) -> Told | None:
    """Read what was said; give None where nobody was ever revoked: there is nothing to weigh."""
    late = late_of_office(db)
    return _told(db, late) if late or _is_anybody_revoked(db) else None


def read_all(db: Database) -> Told:
    """Read what was said, also where nobody was ever revoked."""
    return _told(db, late_of_office(db))


def _told(db: Database, late: Sequence[Signed]) -> Told:
    here = [signed.save for signed in saves.of_office(db)]
    after = [signed.save for signed in late]
    after += [signed.save for signed in _of_strangers(db, here + after)]
    every = here + after
    revoked = sorted(_revocations(every), key=lambda one: (one.by, one.stream, one.seq))
    return Told(tuple(_enrolments(every)), tuple(revoked), dict(_keys(every)), _set_up(every))


def fits(device: str, key: str) -> bool:
    """Tell whether a key is that of a laptop, whose id follows from it."""
    try:
        return device_id_of(key) == device
    except ValueError:
        return False


def enrolled_by(save: Save, keys: dict[str, str]) -> list[str]:
    """Give whom a save enrols; the keys that it tells are added to `keys`.

    Whether its author is believed is for the registry to say.
    """
    if not any(cells.kind == "device" for cells in save.cells):
        return []
    keys |= _keys([save])
    return [word.of for word in _enrolments([save])]


def revokes(save: Save) -> bool:
    """Tell whether a save revokes another laptop, or takes such a word back."""
    return _says(save, {"revoked", "revoked_on"})


def to_pass_on(db: Database) -> list[bytes]:
    """Write down what has to be passed on although it is not in the log: others weigh it, too.

    It is the office's saves up to the last of them that says anything of laptops.
    """
    late = late_of_office(db)
    if not (late or _is_anybody_revoked(db)):
        return []
    here = [signed.save for signed in [*saves.of_office(db), *late]]
    chains: dict[Chain, list[Signed]] = {}
    for signed in [*late, *_of_strangers(db, here)]:
        chains.setdefault((signed.save.device, signed.save.stream), []).append(signed)
    passed = []
    for several in chains.values():
        said = [one.save.seq for one in several if _speaks_of_laptops(one.save)]
        passed += [one for one in several if one.save.seq <= max(said, default=0)]
    return [lines.write(one) for one in passed]


def _speaks_of_laptops(save: Save) -> bool:
    return _says(save, {"enrolled", "revoked", "revoked_on"})


def _says(save: Save, names: AbstractSet[str]) -> bool:
    """Tell whether a save says any of these of another laptop."""
    return any(not names.isdisjoint(cells.values) for _save, cells in _of_laptops([save]))


def _is_anybody_revoked(db: Database) -> bool:
    found = db.execute(
        "SELECT 1 FROM device LEFT JOIN log_record AS stands "
        "ON stands.kind = 'device' AND stands.id = device.id "
        "WHERE revoked_on IS NOT NULL OR heads LIKE '%\"revoked%' LIMIT 1"
    )
    return found.fetchone() is not None


def late_of_office(db: Database) -> list[Signed]:
    """Read the office's saves that came after a revocation, as far as they follow on each other."""
    return _following(db, _waiting(db, _LATE))


def _of_strangers(db: Database, known: Iterable[Save]) -> list[Signed]:
    """Read the office's saves of laptops that are nobody's, as far as they follow on each other.

    Nothing of what waits was proven when it came, so what their own keys did not sign is left out
    first: a forged save would contradict the true one.
    """
    waiting = list(_waiting(db, _UNKNOWN))
    keys = dict(_keys([*known, *(one.save for one in waiting)]))
    sound = (one for one in waiting if is_signed(one, keys.get(one.save.device, "")))
    return _following(db, sound)


def is_signed(one: Signed, key: str) -> bool:
    """Tell whether a save is what was signed with this key."""
    return one.save.digest() == one.digest and signature_holds(key, one.digest, one.signature)


def _waiting(db: Database, why: str) -> Iterator[Signed]:
    rows = db.execute(
        "SELECT line FROM log_parked WHERE why = ? "
        "AND (stream = 'admin' OR stream LIKE '%.admin') ORDER BY device, stream, seq, hash",
        [why],
    )
    return (lines.read(zlib.decompress(line)) for (line,) in rows)


def _following(db: Database, waiting: Iterable[Signed]) -> list[Signed]:
    """Give those that follow on the last save of their chain that is held."""
    found: list[Signed] = []
    for chain, several in groupby(waiting, key=lambda one: (one.save.device, one.save.stream)):
        found += _whole(list(several), saves.tip(db, chain))
    return found


def _whole(several: Sequence[Signed], tip: tuple[int, bytes] | None) -> Iterator[Signed]:
    """Give those that follow on the last save that is held, up to the first contradiction."""
    seq, before = tip or (0, GENESIS)
    rivals = Counter(one.save.seq for one in several)
    for one in several:
        if one.save.seq != seq + 1 or rivals[seq + 1] > 1 or one.save.prev != before:
            return
        seq, before = seq + 1, one.digest
        yield one


def _set_up(office: Iterable[Save]) -> dict[str, int]:
    """Tell when laptops were set up: no later save can change what their first one says."""
    return {one.device: one.at_ms for one in office if one.stream == "admin" and one.seq == 1}


def _enrolments(office: Iterable[Save]) -> Iterator[Enrolled]:
    found = {(cells.record, save.name): (save, cells) for save, cells in _of_laptops(office)}
    for (record, name), (save, cells) in found.items():
        if cells.values.get("enrolled") is True:
            scope = _scope(found, (record, name))
            yield Enrolled(save.device, save.stream, save.seq, record, scope)


def _scope(found: Mapping[tuple[str, str], tuple[Save, Cells]], word: tuple[str, str]) -> str:
    """Read of which union a word says a laptop is; one that says it not follows what it replaces.

    Or whoever settles whether another union's laptop is enrolled would make it one of ours.
    """
    ways, passed = [word], set[tuple[str, str]]()
    while ways:
        way = ways.pop(0)
        if way in passed or way not in found:
            continue
        passed.add(way)
        cells = found[way][1]
        scope = cells.values.get("scope")
        if isinstance(scope, str) and scope:
            return scope
        ways += [(word[0], save) for save in sorted(cells.supersedes.get("enrolled", ()))]
    return ""


def _keys(office: Iterable[Save]) -> Iterator[tuple[str, str]]:
    """Give the keys of laptops: whoever told them, an id follows from one key alone."""
    for save in office:
        for cells in save.cells:
            key = cells.values.get("sign_pub")
            if cells.kind == "device" and isinstance(key, str) and fits(cells.record, key):
                yield cells.record, key


def _revocations(office: Iterable[Save]) -> Iterator[Revoked]:
    found = {(cells.record, save.name): (save, cells) for save, cells in _of_laptops(office)}
    for (record, name), (save, cells) in found.items():
        is_word = cells.values.get("revoked_on") is not None or bool(cells.values.get("revoked"))
        is_taken_back = "revoked_on" in cells.values and not is_word and _replaced(cells)
        if is_word or is_taken_back:
            yield Revoked(
                save.device,
                save.stream,
                save.seq,
                record,
                _limits(found, (record, name)) if is_word else None,
                _replaced(cells),
                max((save.at_ms, *cells.stamps.values())),
            )


def _replaced(cells: Cells) -> frozenset[str]:
    names = ("revoked", "revoked_on")
    return frozenset(one for name in names for one in cells.supersedes.get(name, ()))


def _limits(
    found: Mapping[tuple[str, str], tuple[Save, Cells]], word: tuple[str, str]
) -> dict[str, int]:
    """Read the limits of a word; one that gives no others keeps those that its author saw."""
    passed: set[tuple[str, str]] = set()
    while word in found and word not in passed:
        passed.add(word)
        cells = found[word][1]
        if "revoked" in cells.values:
            told = cells.values["revoked"] or {}
            return {stream: seq for stream, seq in told.items() if type(seq) is int}
        seen = cells.supersedes.get("revoked") or cells.supersedes.get("revoked_on") or ("",)
        word = (word[0], max(seen))
    return {}


def _of_laptops(office: Iterable[Save]) -> Iterator[tuple[Save, Cells]]:
    """Give what counts of what was said of other laptops; of itself nobody's word does."""
    for save in office:
        for stored in save.cells:
            if stored.kind == "device" and stored.record != save.device:
                cells = unread.emptied(stored)
                left = set(unread.left_of(save, cells))
                values = {name: cells.values[name] for name in cells.values.keys() - left}
                yield save, replace(cells, values=values)
