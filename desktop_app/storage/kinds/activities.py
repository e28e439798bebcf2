"""The records of activities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_app.domain import names
from desktop_app.domain.activity import Activity, Partner
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.visit import Group
from desktop_app.storage.kinds.kind import (
    CORE,
    MONEY,
    PII,
    Kind,
    code,
    day,
    flags,
    lines,
    numbers,
    several,
    texts,
)


def _find_key(values: Mapping[str, Any]) -> str:
    """Write down all in which typed words are looked for: the name by sound as well."""
    name = str(values.get("name") or "")
    _syllables, initials = names.pinyin_keys(name)
    partners = [str(one.get("name", "")) for one in values.get("partners") or ()]
    said = [name, *names.pinyin_spellings(name), *sorted(initials), *partners]
    said += [str(values.get(field) or "") for field in ("venue", "host", "day_words", "content")]
    return " ".join(part for part in said if part).casefold()


ACTIVITY = Kind(
    "activity",
    Activity,
    (
        *texts(CORE, "name"),
        code("kind", CORE, "activity_kind"),
        code("service_dimension", CORE, "service_dimension"),
        *texts(CORE, "campaign"),
        day("first_day", CORE),
        day("last_day", CORE),
        *texts(CORE, "day_words"),
        code("place_type", CORE, "place_type"),
        *texts(CORE, "venue"),
        *flags(CORE, "online"),
        *texts(CORE, "host"),
        lines("partners", CORE, Partner, kind="activity_partner"),
        lines("participants", CORE, Group, unit="count_unit"),
        several("recipients", CORE, "recipient_category"),
        *numbers(MONEY, "budget_fen", "spent_fen"),
        code("fund_source", MONEY, "fund_source"),
        lines("goods", MONEY, GoodsLine),
        *texts(CORE, "content"),
        *texts(PII, "feedback", "remarks"),
    ),
    derived={"find_key": _find_key},
)
