"""Which revocations count where laptops revoke one another, and so whom to believe.

It follows from what was told alone, whatever came first: a word counts unless one that counts
has revoked its author before it, or replaced it, or cut him off from those who enrolled him.
Where this leaves it open, as when two revoke each other, the laptop that was set up earlier is
believed: that is older than any quarrel, and whoever steals a laptop cannot change it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from itertools import groupby, islice

from desktop_app.storage.saves import Chain

_NEVER = (-1, 0, "")
_FIRST, _LAST = -(1 << 63), (1 << 63) - 1
# What an insider's newcomers can make us reckon, hundreds at a time; real quarrels stay far below.
_MOST_AT_ODDS, _MOST_KEPT = 32, 8
_MOST_WAYS, _MOST_TRIES, _MOST_ROUNDS = 50, 100, 50

Limits = Mapping[str, int]
"""Per stream the last save that is taken; of a stream that is not named, none is."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A laptop's word, by its save, that it has enrolled another one, of the union `scope`.

    A word that names no union is one of ours.
    """

    by: str
    stream: str
    seq: int
    of: str
    scope: str = ""

    def is_within(self, scope: str) -> bool:
        """Tell whether it makes a laptop one of this union."""
        return not (self.scope and scope) or self.scope == scope


@dataclass(frozen=True, slots=True)
class Revoked:
    """A laptop's word, by its save, that it has revoked another one.

    `limits` are the last saves that are taken; None takes back what this word `replaces`. As
    everywhere, only what has the later `stamp` (milliseconds since 1970) replaces anything.
    """

    by: str
    stream: str
    seq: int
    of: str
    limits: Limits | None = field(hash=False)
    replaces: frozenset[str] = frozenset()
    stamp: int = 0

    @property
    def save(self) -> str:
        """Name the save in which the word stands."""
        return f"{self.by}/{self.stream}/{self.seq}"

    @property
    def moment(self) -> tuple[int, int, str]:
        """Give its place in the order in which words replace each other."""
        return self.stamp, self.seq, self.by


@dataclass(frozen=True, slots=True)
class Belief:
    """Whom to believe: who is `known`, and up to which save.

    `limits` are those of the revoked; `cut` is, per chain, the last save before a word against
    those whose word goes before it; `kept` are those who are known although their word counts
    against whoever enrolled them; `guests` are laptops of other unions, whose word counts nowhere.
    """

    known: frozenset[str]
    limits: Mapping[str, Limits]
    cut: Mapping[Chain, int]
    kept: frozenset[str] = frozenset()
    guests: frozenset[str] = frozenset()


class Judge:
    """Weighs what was told. `own` is believed whatever others say of it; `roots` enrol the rest.

    `since` is when laptops were set up, as they say themselves.
    """

    def __init__(
        self,
        own: str,
        roots: Collection[str],
        enrolled: Iterable[Enrolled],
        since: Mapping[str, int],
    ) -> None:
        self._own = own
        self._roots = frozenset(roots) | {own}
        self._enrolled: dict[str, list[Enrolled]] = {}
        for word in enrolled:
            self._enrolled.setdefault(word.by, []).append(word)
        self._ranks = _ranks(self._roots, self._enrolled, since)
        self._authors: list[str] = []

    def judge(self, told: Iterable[Revoked]) -> Belief:
        """Work out whom to believe.

        In a bounded time: where too many are at odds, only the senior of them are heard.
        """
        words = sorted(told, key=lambda one: (*self._rank(one.by), one.stream, one.seq))
        self._authors = sorted({one.by for one in words}, key=self._rank)
        cut: dict[Chain, int] = {}
        most = _MOST_AT_ODDS
        while (belief := self._judged(words, cut, most)) is None:
            most //= 4
        return belief

    def brought(self, belief: Belief, words: Iterable[Enrolled]) -> frozenset[str]:
        """Tell whom these words would enrol, as far as they are believed."""
        return frozenset(
            one.of for one in words if one.by in belief.known and self._takes(belief, one)
        )

    def _judged(self, words: Sequence[Revoked], cut: dict[Chain, int], most: int) -> Belief | None:
        """Work out whom to believe where no more than `most` are at odds; None if it takes long.

        With none at odds it comes to its end: every further round cuts off a word.
        """
        tries = iter(range(_MOST_TRIES))
        while True:
            before = [one for one in words if _precedes(one, cut)]
            authors = {one.by for one in before}.union(self._enrolled)
            weighty = [one for one in before if one.of in authors]
            unheard = self._unheard(weighty, cut, most)
            if unheard:
                cut |= unheard
                continue
            agreed = self._agreed(weighty, cut, tries)
            if agreed is not None:
                return self._belief(self._standing(before, agreed, cut), cut)
            left_out = set(weighty).difference(self._counted(weighty, cut, tries))
            sure, _possible = self._weigh([one for one in before if one not in left_out], cut)
            if most and next(tries, None) is None:
                return None
            standing = self._standing(weighty, sure, cut)
            against = next((one for one in weighty if one in left_out and one in standing), None)
            if against is None:
                return self._belief(sure, cut)
            cut[against.by, against.stream] = against.seq - 1

    def _unheard(
        self, words: Sequence[Revoked], cut: Mapping[Chain, int], most: int
    ) -> dict[Chain, int]:
        """Leave of the words at odds the first `most` of the `most` senior laptops.

        Gives, per chain, the last save before those that are cut off.
        """
        sure, possible = self._weigh(words, cut)
        at_odds = (one for one in words if one in possible and one not in sure)
        unheard: dict[Chain, int] = {}
        for number, (_author, several) in enumerate(groupby(at_odds, key=lambda one: one.by)):
            for one in islice(several, most if number < most else 0, None):
                unheard.setdefault((one.by, one.stream), one.seq - 1)
        return unheard

    def _rank(self, laptop: str) -> tuple[int, int, str]:
        return *self._ranks[laptop], laptop

    def _agreed(
        self, words: Sequence[Revoked], cut: Mapping[Chain, int], tries: Iterator[int]
    ) -> set[Revoked] | None:
        """Find words of which just these stand where they count, the senior laptops' first.

        Laptops that enrolled each other and believe each other find the same ones. None where
        there are none, as in a ring of three, or none were found in a bounded time.
        """
        ways = [(set[Revoked](), set(words))]
        for _way in islice(tries, _MOST_WAYS):
            if not ways:
                break
            sure, possible = self._narrowed(words, *ways.pop(), cut)
            if sure == possible and self._standing(words, sure, cut) == sure:
                return sure
            if sure < possible:
                senior = next(one for one in words if one in possible and one not in sure)
                ways += [(sure, possible - {senior}), (sure | {senior}, possible)]
        return None

    def _counted(
        self, words: Sequence[Revoked], cut: Mapping[Chain, int], tries: Iterator[int]
    ) -> list[Revoked]:
        """Choose words that leave nothing open, those of the senior laptops first.

        One that was left out because of another may count after all once that one does not.
        """
        sure, possible = self._weigh(words, cut)
        counted = [one for one in words if one in sure or one not in possible]
        left_out = [one for one in words if one not in sure and one in possible]
        while True:
            more = self._more(counted, left_out, cut, tries)
            if not more:
                return counted
            counted += more
            taken = set(more)
            left_out = [one for one in left_out if one not in taken]

    def _more(
        self,
        counted: Sequence[Revoked],
        left_out: Sequence[Revoked],
        cut: Mapping[Chain, int],
        tries: Iterator[int],
    ) -> list[Revoked]:
        """Choose from these words those that can be counted, too; all of one laptop at once."""
        more: list[Revoked] = []
        by_author = groupby(left_out, key=lambda one: one.by)
        for (_author, several), _try in zip(by_author, tries, strict=False):
            of_one = list(several)
            if self._is_settled([*counted, *more, *of_one], cut):
                more += of_one
                continue
            for word, _try in zip(of_one, tries, strict=False):
                if self._is_settled([*counted, *more, word], cut):
                    more.append(word)
        return more

    def _is_settled(self, words: Sequence[Revoked], cut: Mapping[Chain, int]) -> bool:
        sure, possible = self._weigh(words, cut)
        return sure == possible

    def _weigh(
        self, words: Sequence[Revoked], cut: Mapping[Chain, int]
    ) -> tuple[set[Revoked], set[Revoked]]:
        """Give the words that stand whatever else does, and those that may."""
        return self._narrowed(words, set(), set(words), cut)

    def _narrowed(
        self,
        words: Sequence[Revoked],
        sure: set[Revoked],
        possible: set[Revoked],
        cut: Mapping[Chain, int],
    ) -> tuple[set[Revoked], set[Revoked]]:
        """Follow what must stand, and what still may, where these must and those may."""
        for _round in range(_MOST_ROUNDS):
            more = sure | self._standing(words, possible, cut)
            fewer = possible & self._standing(words, more, cut)
            if (more, fewer) == (sure, possible) or not sure <= possible:
                break
            sure, possible = more, fewer
        return sure, possible

    def _standing(
        self, words: Iterable[Revoked], counting: Collection[Revoked], cut: Mapping[Chain, int]
    ) -> set[Revoked]:
        """Give the words that stand where these count."""
        belief = self._belief(counting, cut)
        replaced: dict[tuple[str, str], tuple[int, int, str]] = {}
        for one in sorted(counting, key=lambda one: one.moment):
            replaced |= dict.fromkeys(((one.of, save) for save in one.replaces), one.moment)
        return {
            one
            for one in words
            if self._lets(belief, one) and replaced.get((one.of, one.save), _NEVER) <= one.moment
        }

    def _belief(self, counting: Iterable[Revoked], cut: Mapping[Chain, int]) -> Belief:
        """Tell whom to believe where these words count; nobody's own make him a stranger.

        Whoever revokes the laptop by which alone he is known here stays known, the senior first
        where several do: on those that know them otherwise their words count, too.
        """
        words = list(counting)
        belief = self._reached(Belief(self._roots, _limits(words), cut))
        lost = [one for one in self._authors if one not in belief.known]
        known = self._known_without(lost, words, belief) if lost else belief.known
        harmed = [one for one in lost if one in known][:_MOST_KEPT]
        while harmed:
            kept = self._kept(harmed, words, belief)
            shut_out = [one for one in kept if self._is_shut_out(one, kept, words, belief)]
            if not shut_out:
                return self._reached(
                    replace(belief, known=belief.known.union(kept), kept=frozenset(kept))
                )
            harmed = [one for one in harmed if one != shut_out[-1]]
        return belief

    def _kept(self, harmed: Sequence[str], words: Sequence[Revoked], belief: Belief) -> list[str]:
        """Give those who stay known for all they said, the senior first."""
        kept: list[str] = []
        for number, one in enumerate(harmed):
            known = replace(belief, known=belief.known.union(kept))
            if one in self._known_without(harmed[number:], words, known):
                kept.append(one)
        return kept

    def _is_shut_out(
        self, one: str, kept: Sequence[str], words: Sequence[Revoked], belief: Belief
    ) -> bool:
        """Tell whether somebody is a stranger for what others said who stay known, too."""
        others = replace(belief, known=belief.known.union(kept) - {one})
        return one not in self._known_without({one}, words, others)

    def _known_without(
        self, authors: Collection[str], words: Iterable[Revoked], belief: Belief
    ) -> frozenset[str]:
        """Tell who would be known but for what these said."""
        limits = _limits(one for one in words if one.by not in authors)
        return self._reached(replace(belief, limits=limits)).known

    def _reached(self, belief: Belief) -> Belief:
        """Follow the words of enrolment that are believed."""
        known = set(belief.known)
        ways = list(known)
        while ways:
            words = self._enrolled.get(ways.pop(), ())
            more = {one.of for one in words if one.of not in known and self._takes(belief, one)}
            known |= more
            ways += more
        return replace(belief, known=frozenset(known))

    def _lets(self, belief: Belief, word: Revoked) -> bool:
        """Tell whether a word is believed: its author is known, and was not revoked before it."""
        return word.by in belief.known and self._takes(belief, word)

    def _takes(self, belief: Belief, word: Enrolled | Revoked) -> bool:
        if word.by == self._own:
            return True
        cut = belief.cut.get((word.by, word.stream))
        last = last_of(word.stream, belief.limits.get(word.by), cut)
        return last is None or word.seq <= last


def _ranks(
    roots: Iterable[str], enrolled: Mapping[str, Iterable[Enrolled]], since: Mapping[str, int]
) -> Mapping[str, tuple[int, int]]:
    """Rank laptops by since when they are there; nobody ranks before those who brought him.

    Or whoever holds a stolen laptop could set up a new one with its clock turned back.
    """
    brought = {by: {word.of for word in words} for by, words in enrolled.items()}
    ranks = defaultdict(
        lambda: (_LAST, _LAST), {one: (since.get(one, _LAST),) * 2 for one in roots}
    )
    ways = [(_FIRST, one) for one in roots]
    while ways:
        latest, by = heappop(ways)
        for of in brought.pop(by, ()):
            rank = max(since.get(of, _LAST), latest), since.get(of, _LAST)
            ranks[of] = min(ranks[of], rank)
            heappush(ways, (rank[0], of))
    return ranks


def _limits(words: Iterable[Revoked]) -> dict[str, Limits]:
    limits: dict[str, Limits] = {}
    for one in words:
        if one.limits is not None:
            before = limits.get(one.of)
            limits[one.of] = one.limits if before is None else _both(before, one.limits)
    return limits


def last_of(stream: str, limits: Limits | None, cut: int | None) -> int | None:
    """Give the last save of a stream that is taken of a laptop; None where all are."""
    if limits is None:
        return cut
    last = limits.get(stream, 0)
    return last if cut is None else min(last, cut)


def _both(one: Limits, other: Limits) -> Limits:
    """Take of a laptop that two have revoked no more than both do."""
    return {stream: min(seq, other[stream]) for stream, seq in one.items() if stream in other}


def _precedes(word: Revoked, cut: Mapping[Chain, int]) -> bool:
    return word.seq <= cut.get((word.by, word.stream), word.seq)
