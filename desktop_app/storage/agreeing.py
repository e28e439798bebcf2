"""Let laptops that believe each other go by one view of who revoked whom.

Each weighs the words from where it stands (`revocations.py`), and in a quarrel that leaves no good
answer two that believe each other may come to different ones: they would never again have one
state code. Then both go by the view of the one that was set up earlier, and so does whoever
believes one of them and is believed in that view.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from desktop_app.storage.revocations import Belief, Enrolled, Revoked

_LAST = (1 << 63) - 1
# Nobody reckons for minutes because an insider lets his newcomers quarrel: a merge weighs often.
_MOST_AT_ODDS, _MOST_VIEWS = 12, 32

View = Callable[[str], Belief]
"""Tells whom to believe from where a laptop stands."""


def agreed(
    own: str,
    view_of: View,
    revoked: Collection[Revoked],
    enrolled: Collection[Enrolled],
    since: Mapping[str, int],
) -> Belief:
    """Tell whom the laptop `own` believes, and with it all that it believes and that believe it.

    `since` is when laptops were set up. Where more than 12 laptops are at odds, each goes by its
    own view; where more than 32 enrol others, those beyond the 32 senior ones do.
    """
    if _is_calm(own, revoked, enrolled):
        return view_of(own)
    at_odds = {one.by for one in revoked} & {one.of for one in revoked}
    speakers = sorted({one.by for one in enrolled}, key=lambda one: (since.get(one, _LAST), one))
    seniors = speakers[:_MOST_VIEWS]
    if len(at_odds) > _MOST_AT_ODDS or own not in seniors:
        return view_of(own)
    views = {one: view_of(one) for one in seniors}
    return views[_leaders(seniors, views)[own]]


def _is_calm(own: str, revoked: Collection[Revoked], enrolled: Iterable[Enrolled]) -> bool:
    """Tell whether every word stands from wherever one looks.

    So it is where nobody who revokes is revoked, and all hear of all of them by ways that do not
    lead over anybody revoked.
    """
    authors = {one.by for one in revoked}
    lost = {one.of for one in revoked}
    if authors & lost:
        return False
    forth: dict[str, set[str]] = {}
    back: dict[str, set[str]] = {}
    for word in enrolled:
        if word.by not in lost:
            forth.setdefault(word.by, set()).add(word.of)
            back.setdefault(word.of, set()).add(word.by)
    here = _reached(own, forth) - lost
    return authors <= here and all(here <= _reached(one, back) for one in authors)


def _reached(start: str, ways: Mapping[str, Collection[str]]) -> set[str]:
    found, ahead = {start}, [start]
    while ahead:
        more = [one for one in ways.get(ahead.pop(), ()) if one not in found]
        found.update(more)
        ahead += more
    return found


def _leaders(seniors: Sequence[str], views: Mapping[str, Belief]) -> dict[str, str]:
    """Tell, of each laptop, by whose view it goes; of several the senior one's.

    It comes to an end: a laptop only ever changes to the view of a more senior one.
    """
    outcomes = {one: _outcome(view) for one, view in views.items()}
    believed = {one: _believed(view) for one, view in views.items()}
    place = {one: number for number, one in enumerate(seniors)}
    leader = {one: one for one in seniors}

    def is_to_lead(candidate: str, other: str, one: str) -> bool:
        """Tell whether the view by which the other goes is to be that by which this one goes."""
        now = leader[one]
        return (
            place[candidate] < place[now]
            and {one, other} <= believed[candidate] & believed[now]
            and outcomes[candidate] != outcomes[now]
        )

    while True:
        changed = {
            one: min(better, key=place.__getitem__)
            for one in seniors
            if (better := [led for by, led in leader.items() if is_to_lead(led, by, one)])
        }
        if not changed:
            return leader
        leader |= changed


def _outcome(view: Belief) -> dict[str, object]:
    """Give, of each laptop that is known, the last saves that are taken of it."""
    return {
        one: (
            view.limits.get(one),
            {stream: seq for (device, stream), seq in view.cut.items() if device == one},
        )
        for one in view.known
    }


def _believed(view: Belief) -> frozenset[str]:
    """Name those of whom everything is taken."""
    return view.known - view.limits.keys() - {device for device, _stream in view.cut}
