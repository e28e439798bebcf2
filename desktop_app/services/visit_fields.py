"""The fields of a visit in the order in which they are asked, on the screen and on paper."""

from __future__ import annotations

FOUND = "found_"
VISIT_FIELDS = (
    *("beneficiaries", "first_day", "last_day", "day_words", "manner", "place_kind"),
    *("place_name", "risk_level", "campaign", "visitors", "lone_visitor_reason"),
    *("employers", "households", "groups"),
    *("delegation", "leader", "leader_title", "title_remarks", "company_words"),
    *("occasion", "sources", "place_region", "place_when", "place_remarks", "more_places"),
    *("found_health", "found_household_income", "found_schooling", "found_labour_rights"),
    *("more_findings", "heard", "account", "exhortation", "given_words"),
    *("difficulties", "requests", "remarks", "given"),
)
"""`found_` and a code of the list of concerns is what was learnt about it; `given` is what was
handed over."""
