"""Weighing who revoked whom: the outcome stands by itself, whatever was said."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.storage.revocations import Enrolled, Judge, Revoked, last_of

LAPTOPS = "abcdef"
SINCE = {one: at for at, one in enumerate(LAPTOPS)}
NUMBERS = st.integers(1, 9)
LIMITS = st.fixed_dictionaries({}, optional={"admin": NUMBERS})
WORDS = st.builds(
    Revoked,
    by=st.sampled_from(LAPTOPS),
    stream=st.just("admin"),
    seq=NUMBERS,
    of=st.sampled_from(LAPTOPS),
    limits=st.one_of(st.none(), LIMITS),
    stamp=NUMBERS,
    replaces=st.frozensets(
        st.builds("{}/admin/{}".format, st.sampled_from(LAPTOPS), NUMBERS), max_size=1
    ),
)
ENROLMENTS = st.builds(
    Enrolled,
    by=st.sampled_from(LAPTOPS),
    stream=st.just("admin"),
    seq=NUMBERS,
    of=st.sampled_from(LAPTOPS),
)


def by_seniority(words):
    """Put words in order; each save says one thing of one laptop, and nobody speaks of himself."""
    alone = {(one.by, one.seq): one for one in words if one.by != one.of}
    return [alone[place] for place in sorted(alone)]


def is_believed(belief, own, word):
    if word.by == own:
        return True
    last = last_of("admin", belief.limits.get(word.by), belief.cut.get((word.by, "admin")))
    return word.by in belief.known and (last is None or word.seq <= last)


@settings(max_examples=400, deadline=None)
@given(words=st.lists(WORDS, max_size=9), enrolled=st.lists(ENROLMENTS, max_size=12))
def test_whose_word_is_believed_follows_from_the_words_that_are_believed(words, enrolled):
    """Who is believed is believed by the words of those who are, and of nobody else."""
    told = by_seniority(words)
    belief = Judge("a", {"a"}, enrolled, SINCE).judge(told)
    standing = [one for one in told if is_believed(belief, "a", one)]
    replaced = {
        (one.of, other.save)
        for one in standing
        for other in told
        if other.save in one.replaces and other.moment < one.moment
    }
    limits = {}
    for one in standing:
        if one.limits is not None and (one.of, one.save) not in replaced:
            before = limits.setdefault(one.of, dict(one.limits))
            limits[one.of] = {
                stream: min(seq, before[stream])
                for stream, seq in one.limits.items()
                if stream in before
            }
    assert belief.limits == limits
    assert belief.known == reached({"a"} | belief.kept, enrolled, belief)


def reached(known, enrolled, belief):
    """Follow the words of enrolment that are believed."""
    while (
        more := {one.of for one in enrolled if one.by in known and is_believed(belief, "a", one)}
        - known
    ):
        known = known | more
    return known


def test_many_words_of_a_quarrel_are_weighed_in_a_moment():
    thief = [Revoked("b", "admin", seq, "a", {}) for seq in range(1, 5_000)]
    everybody = [Revoked("b", "admin", seq, f"x{seq}", {}) for seq in range(5_000, 9_000)]
    words = [Revoked("a", "admin", 9, "b", {}), *thief, *everybody]
    enrolled = [Enrolled("own", "admin", 1, one) for one in ("a", "b")]
    begun = time.process_time()
    belief = Judge("own", {"own"}, enrolled, SINCE).judge(words)
    assert belief.limits == {"b": {}}
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("quarrel", ["rings", "pairs", "chain", "mill", "line", "at the top"])
def test_an_insiders_flood_of_newcomers_keeps_nobody_long_nor_hides_the_seniors_word(quarrel):
    """The insider is revoked; whomever else his newcomers revoke, nobody reckons for minutes."""
    some = range(300)
    of = {
        "rings": [one - one % 3 + (one % 3 + 1) % 3 for one in some],
        "pairs": [one ^ 1 for one in some],
        "chain": [(one + 1) % 300 for one in some],
        "mill": [(one + 1) % 299 for one in some],
        "line": [one - 1 for one in some],
        "at the top": ["a"] * 300,
    }[quarrel]
    names = {one: f"n{one:03}" for one in some}
    words = [Revoked(names[one], "admin", 3, names.get(of[one], "a"), {}) for one in some]
    words += [Revoked("b", "admin", 5, "c", {"admin": 399}), Revoked("c", "admin", 400, "b", {})]
    since = SINCE | {name: 10 + one for one, name in names.items()}
    enrolled = [Enrolled("a", "admin", 1, "b"), Enrolled("a", "admin", 2, "c")]
    by = ["c", *names.values()] if quarrel == "line" else ["c"] * 300
    enrolled += [Enrolled(by[one], "admin", 1, name) for one, name in names.items()]
    enrolled += [Enrolled(name, "admin", 1, "b") for name in names.values()]
    begun = time.process_time()
    belief = Judge("own", {"own", "a"}, enrolled, since).judge(words)
    assert time.process_time() - begun < 5
    assert belief.limits["c"] == {"admin": 399}
    assert "b" in belief.known
    assert "b" not in belief.limits


def test_who_says_a_great_deal_keeps_nobody_long():
    """Three revoke each other in a ring, each a thousand times and each time otherwise."""
    words = [
        Revoked(by, "admin", seq, of[seq % 2], {"admin": 1 + seq * 7 % 1_000})
        for by, of in (("b", "cd"), ("c", "db"), ("d", "bc"))
        for seq in range(2, 1_000)
    ]
    enrolled = [Enrolled("a", "admin", seq, one) for seq, one in enumerate("bcd", 1)]
    begun = time.process_time()
    belief = Judge("a", {"a"}, enrolled, SINCE).judge(words)
    assert time.process_time() - begun < 5
    assert belief.known == set("abcd")


def enrolments(said):
    """Read "a2b" as: a says in its second save that it has enrolled b."""
    return [Enrolled(one[0], "admin", int(one[1:-1]), one[-1]) for one in said.split()]


def test_who_writes_a_revocation_anew_is_believed_by_whoever_wrote_it_first():
    """The one revoked strikes back, and his word has no weight on any of them."""
    words = [
        Revoked("a", "admin", 8, "b", {"admin": 6}, stamp=1),
        Revoked("b", "admin", 14, "c", {"admin": 6}, stamp=2),
        Revoked("c", "admin", 9, "b", {"admin": 9}, stamp=3),
        Revoked("d", "admin", 8, "b", {"admin": 6}, frozenset({"a/admin/8", "c/admin/9"}), stamp=4),
    ]
    enrolled = enrolments("a2b a3c b2a b3c c2a c3b c11d d2c")
    for own in "acd":
        belief = Judge(own, {own}, enrolled, SINCE).judge(words)
        assert belief.known == set("abcd")
        assert (belief.limits, belief.cut) == ({"b": {"admin": 6}}, {})


def test_who_knows_the_senior_laptop_through_its_rival_alone_believes_it_all_the_same():
    words = [
        Revoked("a", "admin", 5, "b", {}),
        Revoked("b", "admin", 9, "a", {"admin": 4}),
    ]
    enrolled = enrolments("a3c c2a b2a c9d d4b")
    for own in "acd":
        belief = Judge(own, {own}, enrolled, SINCE).judge(words)
        assert belief.limits == {"b": {}}
        assert belief.known >= set("acd")


def test_two_that_revoke_the_one_through_whom_somebody_knows_them_stay_known_to_him():
    """Whom the one revoked has brought since does not, whatever he says of it."""
    words = [
        Revoked("a", "admin", 10, "c", {}),
        Revoked("b", "admin", 12, "c", {}),
        Revoked("f", "admin", 3, "c", {}),
    ]
    enrolled = enrolments("a2b a3c b2a b3c b13d c2a c3b c9d c14f d2c f2c")
    for own in "abd":
        belief = Judge(own, {own}, enrolled, SINCE).judge(words)
        assert belief.limits == {"c": {}}
        assert {"a", "b"} <= belief.known
        assert "f" not in belief.known
        assert not belief.cut


def test_a_senior_laptop_is_not_kept_whom_anothers_word_makes_a_stranger_too():
    """It has revoked the one who brought it; another one has revoked who brought that one."""
    words = [
        Revoked("b", "admin", 7, "a", {"admin": 6}),
        Revoked("d", "admin", 7, "c", {"admin": 3}),
        Revoked("f", "admin", 4, "b", {}),
    ]
    enrolled = enrolments("a2c a3b b2a b3c b10e b14f c2a c3b c6d d3a d2c e2b f2b f3e")
    beliefs = [Judge(own, {own}, enrolled, SINCE).judge(words) for own in "ef"]
    assert [one.known for one in beliefs] == [set("bef")] * 2
    assert [one.limits for one in beliefs] == [{"b": {}}] * 2


def test_two_that_cut_only_together_what_brought_them_stay_known_and_it_comes_to_an_end():
    words = [
        Revoked("a", "admin", 1, "d", {}),
        Revoked("b", "admin", 2, "e", {}),
        Revoked("d", "admin", 6, "e", {}),
    ]
    enrolled = enrolments("a3b b3a c3d c3e d3f e2b f3b")
    belief = Judge("c", {"c"}, enrolled, SINCE).judge(words)
    assert belief.known == set("abcde")
    assert (belief.limits, belief.cut) == ({"d": {}, "e": {}}, {})


def test_who_came_after_the_day_of_loss_is_not_kept_for_revoking_somebody_else():
    """He would be known but for his own word, and for one that counts."""
    words = [
        Revoked("a", "admin", 8, "c", {"admin": 5}),
        Revoked("e", "admin", 3, "b", {}),
    ]
    enrolled = enrolments("a2b a3c b2a b3c b7d c2a c3b c8e e2c d2b")
    for own in "abd":
        belief = Judge(own, {own}, enrolled, SINCE).judge(words)
        assert belief.limits == {"c": {"admin": 5}}
        assert belief.known == set("abcd")
