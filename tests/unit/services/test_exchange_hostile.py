"""Bundles that were altered, cut, or made by an insider with a key: nothing breaks or changes."""

import json
import random
import time
import zlib
from concurrent.futures.process import BrokenProcessPool
from unittest.mock import Mock

import pytest

from desktop_app.domain.errors import CircumstanceError
from desktop_app.services.exchange import bundle, merging, proofs, sealing, taking
from desktop_app.services.exchange.bundle import (
    BundleTooLargeError,
    NewerBundleError,
    NotABundleError,
    StrangerError,
)
from desktop_app.services.exchange.merging import OtherUnionBundleError
from desktop_app.services.exchange.sealing import SealedForOthersError
from desktop_app.services.office import Office
from desktop_app.storage import kinds, lines, saves
from desktop_app.storage.incoming import Incoming
from desktop_app.storage.kinds import canonical
from desktop_app.storage.lines import DamagedBundleError
from desktop_app.storage.log import GENESIS, Cells, Save
from desktop_app.storage.records import Records
from desktop_app.storage.saves import Signed
from desktop_app.storage.vault import Signer
from tests.laptops import acquaint, add, bundle_of, fingerprint, found, lines_of, person_of

FROM_OUTSIDE, LINES, INSIDERS = 650, 150, 200  # a thousand in all
LONGEST_S = 2.0
SEED = 20210208


@pytest.fixture(scope="module")
def laptops(tmp_path_factory):
    """A sender, its receiver, and a laptop nobody knows; the tests leave the receiver as it was."""
    folder = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(merging.backups, "put_aside", lambda *_given: None)
        made = [found(folder / name, number) for number, name in enumerate(("a", "b", "c"))]
        acquaint(made[:2])
        yield made
    for one in made:
        one.close()


@pytest.fixture(scope="module")
def sound(laptops, tmp_path_factory):
    """A bundle as an honest laptop writes it, with some people in it, and one erased number."""
    from desktop_app.domain.beneficiary import Beneficiary
    from desktop_app.domain.identity import BeneficiaryId, new_id

    a, b, _c = laptops
    people = [
        a.save(kinds.BENEFICIARY, Beneficiary(id=BeneficiaryId(new_id()), name=name, phone="139"))
        for name in ("张三", "李四", "王五")
    ]
    Office(a.desk).erasing.erase("beneficiary", people[0].id, ["phone"], "本人要求删除")
    return a.export(b).read_bytes()


@pytest.fixture
def refuse(laptops, tmp_path):
    """Merge a content, and insist that it is refused at once and changes nothing."""

    def insist(content: bytes, laptop=None) -> CircumstanceError:
        receiver = laptop or laptops[1]
        file = tmp_path / "x.nuanfang"
        file.write_bytes(content)
        before, begun = fingerprint(receiver), time.process_time()
        with pytest.raises(CircumstanceError) as caught:
            receiver.merges.merge(file)
        assert time.process_time() - begun < LONGEST_S
        assert fingerprint(receiver) == before
        assert caught.value.sentence()
        return caught.value

    return insist


def test_mutations_from_outside_change_nothing(sound, refuse):
    chance = random.Random(SEED)  # noqa: S311 - to be repeated
    for _time in range(FROM_OUTSIDE):
        refuse(mutated(sound, chance))


def test_altered_lines_under_a_valid_seal_are_refused(laptops, refuse):
    """An insider may seal what it likes, but not alter what others have signed."""
    a, b, _c = laptops
    chance = random.Random(SEED)  # noqa: S311 - to be repeated
    known = lines_of(a)
    for _time in range(LINES):
        at = chance.randrange(len(known))
        some = [*known[:at], mutated_line(known[at], chance), *known[at + 1 :]]
        refuse(bundle_of(a, [b], some))


def test_whatever_an_insider_signs_is_kept_and_no_list_breaks(laptops):
    a, b, _c = laptops
    chance = random.Random(SEED)  # noqa: S311 - to be repeated
    known = [lines.read(line) for line in lines_of(a)]
    for _time in range(INSIDERS):
        before, begun = fingerprint(b), time.process_time()
        with b.store.rehearsal():
            incoming = Incoming(b.store.db, b.id, 1)
            for signed in [*known, lines.read(lines.write(odd_save(a, chance)))]:
                incoming.take(signed)
            incoming.finish()
            for kind in kinds.KINDS.values():
                Records(b.store.db, b.store.changes, kind).where()
            b.conflicts.all()
        assert time.process_time() - begun < LONGEST_S
        assert fingerprint(b) == before


ODD = (
    None, True, False, 0, -1, 2**62, 2**70, 1.5, "", "x", "张三", "\x00", "2021-02-30", "20210208",
    "2021-02-08", [], ["x"], [1], [[["x"]]], {}, {"x": 1}, [{"name": 1}],
    [{"name": "米", "quantity": "x"}],
    "🀄" * 5000, "../../etc", "'; DROP TABLE grant; --", "=1+1",
)  # fmt: skip


def odd_save(laptop, chance):
    """Let a laptop sign a save with random fields of random kinds, in a random stream."""
    stream = chance.choice(
        ["640100.core", "640100.pii", "640100.money", "admin", "999999.pii", "x"]
    )
    cells = []
    for number in range(chance.randint(1, 3)):
        kind = chance.choice([*kinds.KINDS, "no_such_kind"])
        columns = (
            [column.name for column in kinds.KINDS[kind].columns] if kind in kinds.KINDS else []
        )
        names = chance.sample([*columns, "_deleted", "no_such_field"], min(len(columns) + 2, 6))
        values = {name: chance.choice(ODD) for name in names}
        seen = {name: [f"{laptop.id}/{stream}/{chance.randint(1, 9)}"] for name in names[:2]}
        stamps = {name: chance.choice((0, 5, 2**53)) for name in names[2:3]}
        record = chance.choice((laptop.id, f"{number:032x}"))
        cells.append(Cells(kind, record, values, seen, stamps, "0" * 32))
    last = saves.tip(laptop.store.db, (laptop.id, stream)) or (0, GENESIS)
    save = Save(
        device=laptop.id, stream=stream, seq=last[0] + 1, at_ms=chance.choice((0, 5, 2**53)),
        actor="x", role="x", action="x", subject="x", reason="x", version=2,
        cells=tuple({(one.kind, one.record): one for one in cells}.values()), prev=last[1],
    )  # fmt: skip
    signer = Signer(bytes.fromhex(laptop.store.identity.secret))
    return Signed(save, save.digest(), signer.sign(save.digest()), save.payload())


def mutated_line(line: bytes, chance: random.Random) -> bytes:
    """Alter one value in a line, or its text."""
    if chance.random() < 0.3:
        return mutated(line, chance).replace(b"\n", b" ") or b"{}"
    given = json.loads(line)
    place = chance.choice([name for name in given if name != "values"])
    if chance.random() < 0.5 and given["values"]:
        cells = chance.choice(given["values"])
        at = chance.randrange(6)
        cells[at] = chance.choice([cell for cell in ODD if cell != cells[at]])
    else:
        given[place] = chance.choice([cell for cell in ODD if cell != given[place]])
    return json.dumps(given, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_a_bundle_of_an_unknown_laptop_is_refused(laptops, refuse):
    _a, b, c = laptops
    assert isinstance(refuse(bundle_of(c, [b], lines_of(c))), StrangerError)


def test_a_bundle_that_is_not_for_this_laptop_is_refused(laptops, refuse):
    a, _b, c = laptops
    assert isinstance(refuse(bundle_of(a, [c], lines_of(a))), SealedForOthersError)


def test_another_unions_ledger_is_refused(laptops, refuse, monkeypatch):
    a, b, _c = laptops
    from dataclasses import replace

    monkeypatch.setattr(a.store, "identity", replace(a.store.identity, scope="640200"))
    assert isinstance(refuse(bundle_of(a, [b], lines_of(a))), OtherUnionBundleError)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"NFXB", b"\0" * 5000])
def test_what_is_no_bundle_is_said_so(refuse, content):
    assert isinstance(refuse(content), NotABundleError)


def test_a_newer_format_asks_for_an_update(refuse, sound):
    assert isinstance(refuse(b"NFXB\x00\x02" + sound[6:]), NewerBundleError)


def test_a_bundle_cut_anywhere_gives_nothing(refuse, sound):
    for end in range(0, len(sound), max(1, len(sound) // 60)):
        refuse(sound[:end])


def sealed(laptop, other, plain: bytes, **heads) -> bytes:
    """Seal any bytes as the payload of a bundle."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(bundle, "pack", lambda _manifest, _lines, to: sealing.seal(plain, to))
        return bundle_of(laptop, [other], [], **heads)


@pytest.mark.parametrize(
    "plain",
    [
        zlib.compress(b"\0" * 300_000_000, 9),
        zlib.compress(b"[" * 900_000 + b"\n", 9),
        zlib.compress((b"x" * 1000 + b"\n") * 200_000, 9),
        zlib.compress(b"{}\n{}\n"),
        zlib.compress(b'{"n":NaN}\n{}\n'),
        zlib.compress(b"\xff\xfe\n"),
        b"no zlib at all",
        b"",
    ],
    ids=["zeros", "deep", "lines", "empty", "nan", "bytes", "plain", "nothing"],
)
def test_bombs_and_rubbish_under_a_valid_seal_are_refused_in_time(laptops, refuse, plain):
    a, b, _c = laptops
    error = refuse(sealed(a, b, plain))
    assert isinstance(error, DamagedBundleError | BundleTooLargeError)


def resigned(line: bytes, **changes) -> bytes:
    """Write a line with other facts."""
    return canonical(json.loads(line) | changes).encode()


@pytest.mark.parametrize("how", ["beside", "no process", "process ended"])
def test_in_a_large_bundle_every_signature_decides_whatever_checks_it(
    laptops, sound, refuse, monkeypatch, how
):
    assert sound
    a, b, _c = laptops
    monkeypatch.setattr(taking, "PROVEN_HERE_UP_TO", 0)
    monkeypatch.setattr(proofs, "_AT_ONCE", 2)
    if how != "beside":
        error = OSError if how == "no process" else BrokenProcessPool
        monkeypatch.setattr(proofs.ProcessPoolExecutor, "submit", Mock(side_effect=error))
    known = lines_of(a)
    new = [line for line in known if b"/640100" not in line and b'"640100.core"' in line]
    others = [line for line in known if line not in new]
    assert len(new) >= 3
    for place in (1, -1):
        forged = list(new)
        forged[place] = resigned(new[place], sig="00" * 64)
        assert isinstance(refuse(bundle_of(a, [b], [*others, *forged])), DamagedBundleError)
    middle = json.loads(new[1])
    middle["actor"] = "x"
    read = lines.read(canonical(middle).encode())
    middle["hash"] = read.save.digest().hex()
    swapped = [new[0], canonical(middle).encode(), *new[2:]]
    assert isinstance(refuse(bundle_of(a, [b], [*others, *swapped])), DamagedBundleError)


def test_a_large_bundle_whose_signatures_hold_is_taken(trio, monkeypatch):
    a, b, _c = trio
    monkeypatch.setattr(taking, "PROVEN_HERE_UP_TO", 0)
    monkeypatch.setattr(proofs, "_AT_ONCE", 2)
    person = add(a)
    b.merges.merge(a.export(b))
    assert person_of(b, person) == person
    assert b.store.audit.verify().holds


def test_a_manifest_that_says_another_sender_than_the_header_is_refused(laptops, refuse):
    a, b, c = laptops
    assert isinstance(refuse(bundle_of(a, [b], [], sender=c.id)), DamagedBundleError)


def test_a_manifest_that_counts_wrongly_is_refused(laptops, refuse):
    a, b, _c = laptops
    assert isinstance(refuse(bundle_of(a, [b], lines_of(a), saves=3)), DamagedBundleError)


def test_a_line_longer_than_a_mebibyte_is_refused(laptops, refuse):
    a, b, _c = laptops
    assert isinstance(refuse(bundle_of(a, [b], [b"x" * (2**20 + 1)])), DamagedBundleError)


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1,"a":2}',
        '{"a": 1}',
        '{"a":Infinity}',
        '{"a":"\\ud800"}',
        '{"a":1e999}',
        "[" * 100_000,
        '{"a":' + "9" * 5_000 + "}",
        "null",
        '"x"',
    ],
)
def test_json_that_is_not_in_the_one_form_is_refused(text):
    with pytest.raises(DamagedBundleError):
        lines.read(text.encode())


def test_a_line_is_read_back_byte_for_byte(laptops):
    for line in lines_of(laptops[0]):
        assert lines.write(lines.read(line)) == line
        assert canonical(json.loads(line)).encode() == line


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Cut, flip, swap, double or fill some bytes, more often at the head than elsewhere."""
    made = bytearray(content)
    for _time in range(chance.choice((1, 1, 1, 2, 5))):
        end = chance.choice((12, 600, len(made)))
        at = chance.randrange(min(end, len(made)))
        kind = chance.randrange(5)
        if kind == 0:
            made[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del made[at:]
        elif kind == 2:
            made[at:at] = made[at : at + chance.randrange(1, 40)]
        elif kind == 3:
            del made[at : at + chance.randrange(1, 40)]
        else:
            made[at : at + 4] = chance.randbytes(4)
        if not made:
            break
    return bytes(made) if bytes(made) != content else content + b"x"
