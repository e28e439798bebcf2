"""Children left behind: kept as far as their guardians consent, their numbers covered."""

from __future__ import annotations

from dataclasses import replace

from desktop_app.domain import child as children
from desktop_app.domain import names
from desktop_app.domain.child import LeftBehindChild
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.identity import ReferralId, UnionId, new_id
from desktop_app.domain.issue import Issue, objection, warning
from desktop_app.domain.phone import read_phone
from desktop_app.domain.referral import VISIT, Referral
from desktop_app.domain.regions import region_name
from desktop_app.domain.resident_id import read_resident_id
from desktop_app.domain.role import Right
from desktop_app.i18n import _
from desktop_app.services.desk import Desk
from desktop_app.services.referring import HOME_PLACE
from desktop_app.services.removing import Removing


class Children(Removing[LeftBehindChild]):
    """What the office does with the children of its people."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.store.children)

    def of(self, parent: str) -> list[LeftBehindChild]:
        """List the children of a person."""
        self._desk.require(Right.READ)
        return self._desk.store.children.of(parent)

    def removed(self, parent: str) -> list[LeftBehindChild]:
        """List the children that were removed from a person's record."""
        self._desk.require(Right.READ)
        return self._desk.store.children.removed(parent)

    def schools(self) -> list[str]:
        """List the schools named so far, for choosing one."""
        return self._records.words_in("school")

    def objections(self, record: LeftBehindChild) -> tuple[Issue, ...]:
        """List what is wrong with a child's record, unknown parents and duplicates included."""
        found = [*children.objections(record, today=self._desk.today())]
        if self._desk.store.beneficiaries.get(record.parent) is None:
            found.append(objection("parent", "person_unknown", id=record.parent))
        return (*found, *self._duplicates(record))

    def tidy(self, record: LeftBehindChild) -> LeftBehindChild:
        """Bring a child's record into the form in which it is kept; the number says the birth."""
        number, _issues = read_resident_id(record.id_number or "")
        born = record.birth_date or (number.birth_date if number else None)
        return replace(
            record,
            name=names.normalise_name(record.name),
            id_number=number.text if number else record.id_number or None,
            sex=record.sex or (number.sex if number else None),
            birth_date=born,
            birth_year=record.birth_year or (born.year if born else None),
            guardian_phone=read_phone(record.guardian_phone)[0],
        )

    def may_be_visited(self, child: LeftBehindChild) -> bool:
        """Tell whether another union may be told of a child: not before the guardian consents."""
        return child.has_consent or not child.needs_consent(self._desk.today())

    def visit_to_ask(self, child: LeftBehindChild) -> Referral:
        """Prepare what the union of the child's place is asked: to visit the child.

        Nothing is kept yet; a form shows it, and the office keeps it as a referral.
        """
        parent = self._desk.store.beneficiaries.get(child.parent)
        guardian = CodeLists.load()["guardian_relation"].label_of(child.guardian_relation)
        lines = (
            _("Please visit {child}, the child of our worker {parent}.").format(
                child=child.name, parent=parent.name if parent else ""
            ),
            _line(_("School"), child.school, child.grade),
            _line(_("Guardian"), child.guardian, guardian),
            _line(_("Wishes and needs"), child.wishes),
        )
        region = region_name(child.region) if child.region else None
        return Referral(
            id=ReferralId(new_id()),
            kind=VISIT,
            addressee=child.home_union or "",
            union=self._union(child.home_union),
            place_role=HOME_PLACE,
            place="".join(part for part in (region, child.address) if part),
            beneficiary=child.parent,
            child=child.id,
            words="\n".join(line for line in lines if line),
            asked_on=self._desk.today(),
            asked_by=self._desk.user.name,
        )

    def _union(self, name: str | None) -> UnionId | None:
        """Find the union of that name in the tree of unions, if it stands there."""
        found = self._desk.store.unions.where("name = ?", [name], limit=1)
        return found[0].id if found else None

    def _duplicates(self, record: LeftBehindChild) -> list[Issue]:
        same = "id_number = ? AND id <> ?"
        others = self._records.where(same, [record.id_number, record.id], limit=1)
        if others:
            return [objection("id_number", "id_taken", name=others[0].name)]
        siblings = self._desk.store.children.of(record.parent)
        if any(one.name == record.name and one.id != record.id for one in siblings):
            return [warning("name", "child_recorded", name=record.name)]
        return []


def _line(caption: str, *said: str | None) -> str:
    """Write what is known under its caption, or nothing."""
    words = "，".join(one for one in said if one)
    return f"{caption}：{words}" if words else ""
