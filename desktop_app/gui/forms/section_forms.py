"""The forms of the sections of a person's record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from PySide6.QtWidgets import QWidget

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.identity import BeneficiaryId, WorkerProfileId, new_id
from desktop_app.domain.migrant import MigrantOrigin, StayingPut
from desktop_app.domain.model_worker import ModelWorker
from desktop_app.domain.section import (
    FRONTLINE_POST,
    MIGRANT_ORIGIN,
    MODEL_WORKER,
    PLATFORM_WORK,
    STAYING_PUT,
    Section,
)
from desktop_app.domain.working_post import FrontlinePost, PlatformWork, official_category_of
from desktop_app.gui.forms.record_form import RecordForm
from desktop_app.gui.forms.section_plans import PLANS
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.i18n import mark
from desktop_app.services.office import Office
from desktop_app.storage.drafts import Draft

S = TypeVar("S", bound=Section)
_NOBODY = BeneficiaryId("")
_OF_THE_CATEGORY = frozenset({"occupation", "conditions"})


def section_words(section: str) -> str:
    """Say what a section is called."""
    return CodeLists.load()["section"].label_of(section)


class SectionForm(RecordForm[S]):
    """The form of one section; it begins with whom it is about filled in."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, office.sections.keepers[self.form], PLANS[self.form], parent)

    def title_of(self, record: S) -> str:
        """Say whose section it is and which."""
        person = self._office.desk.store.beneficiaries.get(record.beneficiary)
        return f"{person.name if person else ''} · {section_words(self.form)}".lstrip(" ·")

    def begin(self, like: S | None = None, **prefilled: object) -> None:
        """Begin a new section, with what the ledger offers as of now."""
        self.freshen()
        super().begin(like, **prefilled)

    def open(self, record: str) -> None:
        """Show a kept section."""
        self.freshen()
        super().open(record)

    def resume(self, draft: Draft) -> None:
        """Go on with a draft."""
        self.freshen()
        super().resume(draft)

    def freshen(self) -> None:
        """Offer what was recorded since the form was made."""


class ModelWorkerForm(SectionForm[ModelWorker]):
    """Honour, lasting aid, entitlements, money by year."""

    form, words = MODEL_WORKER, mark("section of a model worker")

    def blank(self) -> ModelWorker:
        """Begin with nothing."""
        return ModelWorker(id=WorkerProfileId(new_id()), beneficiary=_NOBODY)


class FrontlinePostForm(SectionForm[FrontlinePost]):
    """Post, hardship of the work, what was kept over a festival."""

    form, words = FRONTLINE_POST, mark("section of a front-line post")

    _suggested = ""

    def blank(self) -> FrontlinePost:
        """Begin with nothing."""
        return FrontlinePost(id=WorkerProfileId(new_id()), beneficiary=_NOBODY)

    def follow(self, name: str) -> None:
        """Suggest the category of the notice as long as nobody has chosen another."""
        if name in _OF_THE_CATEGORY:
            self._suggest_category()
        super().follow(name)

    def _suggest_category(self) -> None:
        values: Mapping[str, Any] = self.sheet.values()
        chosen = self.sheet.editor("official")
        if chosen.value() in (None, "", self._suggested):
            self._suggested = official_category_of(values["occupation"], values["conditions"])
            chosen.set_value(self._suggested or None)

    def freshen(self) -> None:
        """Forget what was suggested for the record before."""
        self._suggested = ""


class MigrantOriginForm(SectionForm[MigrantOrigin]):
    """Place of origin, place of work, the unions of both."""

    form, words = MIGRANT_ORIGIN, mark("section of a migrant worker")

    def blank(self) -> MigrantOrigin:
        """Begin with nothing."""
        return MigrantOrigin(id=WorkerProfileId(new_id()), beneficiary=_NOBODY)

    def freshen(self) -> None:
        """Offer the unions named so far."""
        home_union = cast("TextLine", self.sheet.editor("home_union"))
        home_union.suggest(self._office.sections.home_unions())


class StayingPutForm(SectionForm[StayingPut]):
    """A New Year at the place of work: what is provided, who waits at home."""

    form, words = STAYING_PUT, mark("section of staying put")

    def blank(self) -> StayingPut:
        """Begin with nothing."""
        return StayingPut(id=WorkerProfileId(new_id()), beneficiary=_NOBODY)

    def freshen(self) -> None:
        """Offer the campaigns there are now."""
        campaigns = [(one.id, one.name) for one in self._office.campaigns.all()]
        cast("PinyinComboBox", self.sheet.editor("campaign")).set_choices(campaigns)


class PlatformWorkForm(SectionForm[PlatformWork]):
    """Platform, station, vehicle, insurance and membership."""

    form, words = PLATFORM_WORK, mark("section of platform work")

    def blank(self) -> PlatformWork:
        """Begin with nothing."""
        return PlatformWork(id=WorkerProfileId(new_id()), beneficiary=_NOBODY)


SECTION_FORMS: tuple[type[SectionForm[Any]], ...] = (
    ModelWorkerForm,
    FrontlinePostForm,
    MigrantOriginForm,
    StayingPutForm,
    PlatformWorkForm,
)
