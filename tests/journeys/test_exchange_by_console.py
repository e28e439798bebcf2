"""Two laptops of one union meet by stick, as scripts drive them."""

import json

import pytest

from tests.journeys.conftest import found


def union(folder, *labels):
    """Found a ledger on each laptop and let every one enrol every other, by file and six words."""
    laptops = [found(folder / label, label, {}) for label in labels]
    stick = folder / "stick"
    files = [stick / f"{number}.json" for number, _label in enumerate(labels)]
    told = [
        laptop("device", "identity", "--out", file)
        for laptop, file in zip(laptops, files, strict=True)
    ]
    for laptop in laptops:
        for other, file, identity in zip(laptops, files, told, strict=True):
            if other is not laptop:
                words = " ".join(identity["words"])
                enrolled = laptop("device", "enrol", file, "--words", words)
                assert enrolled["words"] == identity["words"]
    return *laptops, stick


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Two ledgers that have enrolled each other, and the folder between them."""
    return union(tmp_path_factory.mktemp("two"), "内勤机", "二组")


def test_a_campaign_travels_is_looked_at_first_and_both_give_one_state_code(two):
    a, b, stick = two
    a("campaign", "add", "--name", "送温暖", "--from", "2020-12-15", "--to", "2021-03-31")
    written = a("export", "--to", stick, "--for", "二组")
    looked = b("merge", written["bundle"], "--preview")
    merged = b("merge", written["bundle"])
    assert {**looked, "id": merged["id"]} == merged
    assert merged["new"]["campaign"] == 1
    assert (merged["conflicts"], merged["duplicates"]) == (0, 0)
    assert [one["name"] for one in b("campaign", "list")["campaigns"]] == ["送温暖"]
    back = b("export", "--to", stick, "--for", "内勤机")
    assert a("merge", back["bundle"])["conflicts"] == 0
    assert a("state") == b("state")
    assert b("merge", "undo", merged["id"])["undone"] == merged["applied"]
    assert b("campaign", "list")["campaigns"] == []
    assert b("conflict", "list") == {"conflicts": []}


def test_what_one_command_merges_one_undo_takes_back(tmp_path):
    a, b, c, stick = union(tmp_path, "甲机", "乙机", "丙机")
    for laptop, name in ((b, "送温暖"), (c, "送清凉")):
        laptop("campaign", "add", "--name", name, "--from", "2020-12-15", "--to", "2021-03-31")
    files = [one("export", "--to", stick, "--for", "甲机")["bundle"] for one in (b, c)]
    before = a("state")
    strange = stick / "x.nuanfang"
    strange.write_bytes(b"PK")
    partly = a.run("merge", files[0], strange, files[1])
    assert (partly.code, len(partly.err.splitlines())) == (1, 1)
    assert "1 of 3 bundles could not be merged" in partly.err
    assert "The others are merged" in partly.err
    number = partly.err.split("merge undo ")[1].split("`")[0]
    assert len(a("campaign", "list")["campaigns"]) == 2
    assert a("merge", "undo", number)["undone"] > 2
    assert a("state") == before
    again = a("merge", "redo", number)
    assert len(a("campaign", "list")["campaigns"]) == 2
    assert a("merge", "undo", again["id"])["id"] == again["id"]
    assert a("state") == before
    merged = a("merge", *files)
    assert a("merge", "undo", merged["id"])["undone"] == merged["applied"]
    assert a("state") == before
    told = a("merge", *files, "--preview")
    assert [one["applied"] for one in told["bundles"]] == [
        one["applied"] for one in merged["bundles"]
    ]
    both = a("export", "--to", stick, "--for", "乙机", "丙机")
    assert [one("merge", both["bundle"])["conflicts"] for one in (b, c)] == [0, 0]


def test_what_cannot_be_done_is_one_sentence_and_its_exit_code(two, tmp_path):
    a, _b, stick = two
    nobody = a.run("export", "--to", stick, "--for", "九组")
    assert (nobody.code, "九组" in nobody.err) == (1, True)
    (tmp_path / "x.nuanfang").write_bytes(b"PK")
    assert a.run("merge", tmp_path / "x.nuanfang").code == 1
    assert a.run("merge", "undo", "x").code == 2


def test_a_report_is_read_and_never_merged_and_a_laptop_is_not_wiped_too_early(two):
    a, b, stick = two
    held = a("campaign", "add", "--name", "送清凉", "--from", "2021-06-01", "--to", "2021-08-31")
    about = ("--purpose", "report", "--campaign", held["id"])
    written = a("export", "--to", stick, "--for", "二组", *about)
    read = b("document", written["bundle"], "--out", stick / "figures.csv")
    assert (read["purpose"], read["title"]) == ("report", "送清凉")
    assert "已审批慰问" in (stick / "figures.csv").read_text(encoding="utf-8-sig")
    assert b.run("merge", written["bundle"]).code == 1
    assert a("device", "safe-to-wipe")["safe"] is False
    for one in b("merge", "list")["exchanges"]:  # what is set aside there is not held there
        if one["deed"] == "undone":
            b("merge", "redo", one["of"])
    b("merge", a("export", "--to", stick, "--for", "二组")["bundle"])
    a("merge", b("export", "--to", stick, "--for", "内勤机")["bundle"])
    answer = a("device", "safe-to-wipe")
    assert (answer["safe"], answer["confirmed_by"]) == (True, ["二组"])


def test_a_value_is_erased_on_both_laptops_and_the_certificate_says_so(two):
    a, b, stick = two
    employer = {"name": "银川一厂", "kind": "enterprise", "phone": "09515550101"}
    (stick / "employer.json").write_text(json.dumps(employer), encoding="utf-8")
    made = a("record", "add", "employer", "--from-json", stick / "employer.json")
    b("merge", a("export", "--to", stick, "--for", "二组")["bundle"])
    what = ("employer", made["id"], "--field", "phone", "--reason", "本人要求删除")
    assert a.run("erase", "value", *what).code == 1
    erased = a("erase", "value", *what, "--yes")
    assert erased["targets"] == [f"employer/{made['id']}/phone"]
    assert b("merge", a("export", "--to", stick, "--for", "二组")["bundle"])["erased"] == 1
    a("merge", b("export", "--to", stick, "--for", "内勤机")["bundle"])
    (listed,) = a("erase", "list")["erasures"]
    assert (listed["confirmed_by"], listed["not_yet"]) == (["二组"], [])
    assert a("audit", "verify")["ok"]
    assert a("state") == b("state")


def test_what_a_revoked_laptop_had_erased_comes_back_with_the_next_bundle(tmp_path):
    a, b, c, stick = union(tmp_path, "办公室", "一组", "二组")
    stick.joinpath("employer.json").write_text(
        json.dumps({"name": "银川一厂", "kind": "enterprise", "phone": "09515550101"}),
        encoding="utf-8",
    )
    made = a("record", "add", "employer", "--from-json", stick / "employer.json")["id"]

    def carry(one, other, *to):
        labels = [word for label in to for word in ("--for", label)]
        return other("merge", one("export", "--to", stick, *labels)["bundle"])

    carry(a, b, "一组")
    carry(a, c, "二组")
    c("erase", "value", "employer", made, "--field", "phone", "--reason", "本人要求", "--yes")
    assert carry(c, b, "一组")["erased"] == 1
    a("device", "revoke", "二组", "--reason", "丢失")
    assert carry(a, b, "一组")["revoked"] == ["二组"]
    assert a("state") != b("state")
    carry(b, a, "办公室")
    assert carry(a, b, "一组")["returned"] == 1
    assert b("record", "show", "employer", made)["phone"] == "095****0101"
    assert a("state") == b("state")
    assert b("audit", "verify")["ok"]


def test_of_two_that_revoke_each_other_all_believe_the_same_one(tmp_path):
    a, b, c, d, stick = union(tmp_path, "办公室", "工会主席", "一组", "二组")
    people = ("--name", "送温暖", "--from", "2020-12-15", "--to", "2021-03-31")
    a("campaign", "add", *people)
    b("campaign", "add", *people)
    a("device", "revoke", "工会主席", "--reason", "丢失")
    b("device", "revoke", "办公室", "--reason", "丢失")
    of_a, of_b = (
        one("export", "--to", stick, "--for", "一组", "--for", "二组")["bundle"] for one in (a, b)
    )
    told = [
        [one("merge", file) for file in order]
        for one, order in ((c, (of_a, of_b)), (d, (of_b, of_a)))
    ]
    for one, other, label in ((c, d, "二组"), (d, c, "一组")):
        other("merge", one("export", "--to", stick, "--for", label)["bundle"])
    assert c("state") == d("state")
    assert [[one["revoked"] for one in said] for said in told] == [
        [["工会主席"], []],
        [["办公室"], ["工会主席"]],
    ]
    assert told[1][1]["readmitted"] == ["办公室"]
