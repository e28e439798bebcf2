"""What happens in the sample season: read from resources/sample/season.toml."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app import paths
from desktop_app.domain.campaign import Campaign, Standard
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.identity import CampaignId, new_id
from desktop_app.domain.money import FEN_PER_YUAN
from desktop_app.domain.role import Role
from desktop_app.domain.visit import Visit
from desktop_app.services import visit_file

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """The season as the file tells it; `people` gives the first name of each role."""

    union: Table
    team: Table
    people: Mapping[Role, str]
    campaigns: tuple[Campaign, ...]
    published: tuple[Visit, ...]
    routine: Table


def sample_folder() -> Path:
    """Give the folder of the sample data."""
    return paths.resources() / "sample"


def rosters() -> list[Path]:
    """List the sample's workbooks."""
    return sorted(sample_folder().glob("*.xlsx"))


def read() -> Script:
    """Read the sample season."""
    values = tomllib.loads((sample_folder() / "season.toml").read_text(encoding="utf-8"))
    campaigns = tuple(_campaign(table) for table in values["campaign"])
    return Script(
        union=values["union"],
        team=values["team"],
        people={Role(user["role"]): user["name"] for user in reversed(values["user"])},
        campaigns=campaigns,
        published=tuple(_visit(table, campaigns[0].id) for table in values["visit"]),
        routine=values["routine"],
    )


def _campaign(table: Table) -> Campaign:
    kept = {name: value for name, value in table.items() if name not in {"template", "standards"}}
    standards = tuple(_standard(one) for one in table["standards"])
    return Campaign(id=CampaignId(new_id()), standards=standards, **kept)


def _standard(table: Table) -> Standard:
    return Standard(
        category=table["category"],
        cash_fen=table["cash_yuan"] * FEN_PER_YUAN,
        goods=_goods(table["goods"]),
        fund_source=table["fund_source"],
    )


def _goods(lines: Sequence[Table]) -> tuple[GoodsLine, ...]:
    return tuple(
        GoodsLine(
            name=line["name"],
            quantity=line["quantity"],
            unit=line["unit"],
            unit_price_fen=line["unit_price_yuan"] * FEN_PER_YUAN,
        )
        for line in lines
    )


def _visit(table: Table, campaign: str) -> Visit:
    """Read a published visit the way a visit file is read."""
    visit, _given = visit_file.read(json.dumps({**table, "campaign": campaign}, default=str))
    return visit
