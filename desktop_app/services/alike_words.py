"""How the reasons why two records look like one person are said."""

from __future__ import annotations

from desktop_app.domain.likeness import Why
from desktop_app.i18n import _, mark

_WHY = {
    Why.SAME_ID: mark("the same ID number"),
    Why.SAME_NAME_AND_BIRTH: mark("the same name and date of birth"),
    Why.SIMILAR_NAME_AND_PHONE: mark("a similar name and the same phone number"),
    Why.SIMILAR_NAME_AND_EMPLOYER: mark("a similar name and the same employer"),
}


def why_words(why: Why) -> str:
    """Say a reason."""
    return _(_WHY[why])
