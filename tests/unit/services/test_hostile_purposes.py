"""Parts and lists from a laptop that writes what it likes: one sentence, and nothing changed."""

import hashlib

import pytest

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.exchange import Purpose
from desktop_app.domain.identity import new_id
from desktop_app.services.exchange import audit_copies, bundle
from desktop_app.services.exchange.bundle_heads import Header, Manifest
from desktop_app.services.exchange.reading import Reading
from desktop_app.services.exchange.receiving import RevokedSenderError
from desktop_app.storage.kinds import canonical
from desktop_app.storage.lines import DamagedBundleError
from desktop_app.storage.vault import Signer
from tests.laptops import acquaint, found

PERSON = "a" * 32


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    laptops = [found(folder / name, number) for number, name in enumerate("ab")]
    acquaint(laptops)
    yield laptops
    for one in laptops:
        one.close()


def sent(a, b, purpose, lines, file):
    """Let a laptop with its own key seal and sign lines of its choice for a purpose."""
    manifest = Manifest(
        sender=a.id, to=(b.id,), have={(a.id, "640100.core"): 9}, streams=(), saves=len(lines)
    )
    payload = bundle.pack(manifest, lines, [b.laptops.own().age_recipient])
    header = Header(
        bundle=new_id(), org="640100", sender=a.id, to=(b.id,), purpose=purpose,
        created_ms=a.clock(), length=len(payload), sha256=hashlib.sha256(payload).hexdigest(),
    )  # fmt: skip
    signer = Signer(bytes.fromhex(a.store.identity.secret))
    file.write_bytes(bundle.assemble(header, payload, signer))
    return file


def part(a, **altered) -> bytes:
    given = {
        "kind": "beneficiary", "record": PERSON, "save": f"{a.id}/640100.core/1", "at": 1,
        "values": {"name": "王小明"}, "stamps": {}, "beside": {},
    } | altered  # fmt: skip
    return canonical(given).encode()


PARTS = {
    "no JSON": lambda a: b"{",
    "not canonical": lambda a: part(a).replace(b":1", b": 1"),
    "one key more": lambda a: part(a, more=1),
    "no kind": lambda a: part(a, kind='x"; DROP'),
    "no record": lambda a: part(a, record="../../x"),
    "no save": lambda a: part(a, save="x/y"),
    "save of number nought": lambda a: part(a, save=f"{a.id}/640100.core/0"),
    "no values": lambda a: part(a, values={}),
    "no field": lambda a: part(a, values={"name; --": 1}),
    "a time before time": lambda a: part(a, at=-1),
    "a stamp of nothing": lambda a: part(a, stamps={"phone": 1}),
    "beside nobody": lambda a: part(a, beside={"name": ["x"]}),
    "a list": lambda a: canonical([1, 2]).encode(),
    "deep": lambda a: part(a, values={"name": [[[[[[[[[[[[[[1]]]]]]]]]]]]]]}),
}


@pytest.mark.parametrize("how", PARTS)
def test_a_part_that_no_laptop_writes_is_refused_and_changes_nothing(pair, tmp_path, how):
    a, b = pair
    before = b.state(), b.store.audit.head()
    file = sent(a, b, Purpose.TEAM, [part(a), PARTS[how](a)], tmp_path / "x.nuanfang")
    for look in (b.merges.preview, b.merges.merge):
        with pytest.raises(DamagedBundleError):
            look(file)
    assert (b.state(), b.store.audit.head()) == before
    assert b.store.beneficiaries.get(PERSON) is None


@pytest.mark.parametrize(
    "values",
    [{"name": 7}, {"_deleted": True}, {"id_number": "6401"}, {"unheard_of": "x"}, {"sex": "x"}],
)
def test_a_value_that_is_none_of_the_fields_is_kept_and_not_shown(pair, tmp_path, values):
    a, b = pair
    file = sent(a, b, Purpose.TEAM, [part(a, values=values)], tmp_path / "x.nuanfang")
    done = b.merges.merge(file)
    assert b.store.beneficiaries.get(PERSON) is None
    b.merges.undo(done.id)


HEAD = {
    "document": "report", "v": 1, "title": "t", "union": "u", "day": "2021-02-08",
    "fields": ["part", "count"], "note": "",
}  # fmt: skip
LISTS = {
    "nothing": [],
    "no head": [["a", 1]],
    "another purpose": [HEAD | {"document": "finance"}],
    "no day": [HEAD | {"day": "2021-02-31"}],
    "no fields": [HEAD | {"fields": []}],
    "a field twice": [HEAD | {"fields": ["part", "part"]}],
    "a strange field": [HEAD | {"fields": ["part", "=cmd()"]}],
    "a key more": [HEAD | {"x": 1}],
    "a short row": [HEAD, ["a"]],
    "a text for a row": [HEAD, "ab"],
    "a row in a row": [HEAD, ["a", ["b"]]],
    "a fraction": [HEAD, ["a", 0.5]],
    "yes": [HEAD, ["a", True]],
    "a huge number": [HEAD, ["a", 10**30]],
    "a novel": [HEAD, ["a" * 30_000, 1]],
}


@pytest.mark.parametrize("how", LISTS)
def test_a_list_that_no_laptop_writes_is_refused(pair, tmp_path, how):
    a, b = pair
    lines = [canonical(one).encode() for one in LISTS[how]]
    file = sent(a, b, Purpose.REPORT, lines, tmp_path / "x.nuanfang")
    with pytest.raises(DamagedBundleError):
        Reading(b.desk).read(file)


@pytest.mark.parametrize("how", LISTS)
def test_a_referral_that_no_laptop_writes_is_refused_and_changes_nothing(pair, tmp_path, how):
    a, b = pair
    before = b.state()
    lines = [canonical(one).encode() for one in LISTS[how]]
    file = sent(a, b, Purpose.REFERRAL, lines, tmp_path / "x.nuanfang")
    with pytest.raises(CircumstanceError):
        b.merges.merge(file)
    assert b.state() == before


@pytest.mark.parametrize("purpose", [one for one in Purpose if one is not Purpose.FULL])
def test_nothing_but_changes_is_read_of_what_a_revoked_laptop_writes(tmp_path, purpose):
    """Of changes every save says when it was made; of anything else only the thief does."""
    laptops = a, b = [found(tmp_path / name, number) for number, name in enumerate("ab")]
    acquaint(laptops)
    a.merges.merge(b.export(a))
    a.laptops.revoke(b.id, "丢失")
    before = a.state(), a.store.audit.head(), audit_copies.is_one(a.store)
    file = sent(b, a, purpose, [part(a)], tmp_path / "x.nuanfang")
    for look in (a.merges.preview, a.merges.merge, Reading(a.desk).read):
        with pytest.raises(RevokedSenderError) as caught:
            look(file)
        assert "1号机" in caught.value.sentence()
    assert (a.state(), a.store.audit.head(), audit_copies.is_one(a.store)) == before
    for one in laptops:
        one.close()
