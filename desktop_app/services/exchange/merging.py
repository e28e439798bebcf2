"""Merging a bundle: looked at first, then everything or nothing, and undone as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.exchange import PURPOSE_NAMES, MergeReport, Missing, Purpose
from desktop_app.domain.role import Right
from desktop_app.i18n import _, mark
from desktop_app.services.desk import Desk
from desktop_app.services.exchange import attached, bundle, receiving, reckoning, splitting, taking
from desktop_app.services.exchange.bundle import Loaded, Opened
from desktop_app.services.exchange.double_aid import DoubleAid
from desktop_app.services.exchange.laptops import Laptops
from desktop_app.services.progress import Progress, unwatched
from desktop_app.storage import backups, erasing, parked, saves, splits, undoing
from desktop_app.storage.forks import CloneError, ForkError
from desktop_app.storage.meetings import Deed, Meeting, Meetings
from desktop_app.storage.saves import Signed
from desktop_app.storage.taken import Taken


class NoSuchMergeError(CircumstanceError):
    """Nothing was merged under this number, or it is undone already."""

    message = mark("There is no merge {id} that could be undone.")


class NotUndoneError(CircumstanceError):
    """Only what was undone can be taken again."""

    message = mark("The merge {id} is not undone.")


class MergeAgainError(CircumstanceError):
    """What a team is given is not kept once it is taken back."""

    message = mark("What this merge brought is not here any more. Merge its bundle again.")


class NotMergedError(CircumstanceError):
    """A list is read, not merged."""

    message = mark(
        "This bundle holds a list ({purpose}) and no changes; nothing was changed."
        " Read it with `nuanfang document`."
    )


class OtherUnionBundleError(CircumstanceError):
    """Another union's ledger does not mix with this one."""

    message = mark("This bundle belongs to another union ({scope}); nothing was changed.")


@dataclass(frozen=True, slots=True)
class _Bundle:
    """A bundle that was proven to its end, with the file it came in."""

    file: Path
    opened: Opened
    sha256: str


class Merges:
    """Takes bundles of other laptops in, and out again."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._meetings = Meetings(desk.store.db)

    def preview(self, file: Path, progress: Progress = unwatched) -> MergeReport:
        """Tell what merging a bundle would do; nothing is changed.

        Raises what `merge` raises.
        """
        (told,) = self.preview_row([file], progress)
        if isinstance(told, CircumstanceError):
            raise told
        return told

    def preview_row(
        self, files: Sequence[Path], progress: Progress = unwatched
    ) -> list[MergeReport | CircumstanceError]:
        """Tell what merging bundles one after the other would do; nothing is changed.

        Each is looked at as if those before it were merged, for two may disagree with each other.
        One that cannot be taken says why, and keeps no other back.
        """
        self._desk.require(Right.EXCHANGE)
        Laptops(self._desk).own()
        with self._desk.store.rehearsal():
            return [self._rehearse(file, progress) for file in files]

    def merge(
        self, file: Path, progress: Progress = unwatched, *, copy: bool = True, row: int = 0
    ) -> MergeReport:
        """Take a bundle in, in one transaction, with a copy of the ledger put aside before.

        What was undone of this very bundle is taken again; by any other bundle it does not come
        back. Of several bundles in a row only the first needs the `copy`; the others name its
        exchange as their `row`, and one `undo` can take back all of them.
        Raises a CircumstanceError where the bundle cannot be taken; then nothing is changed.
        """
        self._desk.require(Right.EXCHANGE)
        loaded = bundle.load(file)
        before = self._merged_before(loaded)
        if before is not None and not self.is_undone(before.id):
            return self._known(before)
        incoming = self._prove(file, loaded)
        store = self._desk.store
        if copy:
            backups.put_aside(store, "merge")
        try:
            with store.transaction():
                exchange = self._meetings.next_id()
                again = self._brought_back(before)
                report, taken = self._take(incoming, exchange, progress, again)
                self._keep_word(incoming.opened)
                self._log(exchange, incoming, taken, before, row)
                self._desk.note("bundle.merged", report.bundle)
        except ForkError as error:
            self._note_fork(error, incoming)
            raise
        if taken.leaves_traces:
            erasing.leave_nothing(store, taken.contents)
        pictures, missing = self._take_pictures(file, incoming.opened)
        return replace(report, pictures=pictures, pictures_missing=missing)

    def _rehearse(self, file: Path, progress: Progress) -> MergeReport | CircumstanceError:
        try:
            with self._desk.store.transaction():
                loaded = bundle.load(file)
                before = self._merged_before(loaded)
                if before is not None and not self.is_undone(before.id):
                    return self._known(before)
                incoming = self._prove(file, loaded)
                return self._take(incoming, 0, progress, self._brought_back(before))[0]
        except CircumstanceError as circumstance:
            return circumstance

    def undo(self, exchange: int, *, as_conflicts: bool = False, whole_row: bool = False) -> int:
        """Set aside what a merge brought, and tell how many saves that were.

        They do not come back by themselves; `redo` takes them again. With `whole_row` all goes
        that one command has merged. What was undone and taken again still answers to its first
        number.
        Raises NoSuchMergeError and what `undoing.undo` raises.
        """
        self._desk.require(Right.EXCHANGE)
        store, found = self._desk.store, self._meetings.standing(exchange)
        row = self._meetings.row(exchange) if whole_row else [found] if found else []
        taken = [
            one
            for one in row
            if one.deed in {Deed.MERGED, Deed.REDONE} and not self._meetings.is_undone(one.id)
        ]
        if not taken:
            raise NoSuchMergeError(id=exchange)
        backups.put_aside(store, "merge")
        with store.transaction():
            return sum(self._undo(one, as_conflicts=as_conflicts) for one in taken)

    def _undo(self, found: Meeting, *, as_conflicts: bool) -> int:
        store = self._desk.store
        count = undoing.undo(store.db, found.id, store.identity.device, as_conflicts=as_conflicts)
        self._add(Deed.UNDONE, self._meetings.next_id(), found, count, of=found.id)
        self._desk.note("merge.undone", str(found.id))
        return count

    def undone_row(self, exchange: int) -> list[int]:
        """Name the exchanges that `redo` takes again after a whole row was undone, in order."""
        row = self._meetings.row(exchange)
        return [one.id for one in reversed(row) if self._meetings.is_undone(one.id)]

    def redo(self, exchange: int, progress: Progress = unwatched) -> MergeReport:
        """Take again what an undo has set aside. Raises NotUndoneError."""
        self._desk.require(Right.EXCHANGE)
        store = self._desk.store
        found = self._meetings.standing(exchange)
        if found is None or not self._meetings.is_undone(found.id):
            raise NotUndoneError(id=exchange)
        with store.transaction():
            if found.counts.get("given"):
                raise MergeAgainError
            again = self._brought_back(found)
            before, new = reckoning.known_now(store), self._meetings.next_id()
            with taking.begun(self._desk, new, len(again)) as incoming:
                for done, signed in enumerate(again):
                    progress(done, len(again))
                    incoming.take(signed)
                taken = incoming.finish()
            self._add(Deed.REDONE, new, found, taken.saves, of=found.id)
            self._desk.note("merge.redone", str(exchange))
            report = reckoning.report(
                store, taken, before, exchange=new, bundle=found.bundle, sender=found.device
            )
        if taken.leaves_traces:  # a certificate may have waited for what is taken again
            erasing.leave_nothing(store, taken.contents)
        return report

    def is_undone(self, exchange: int) -> bool:
        """Tell whether `redo` could take a merge again."""
        return self._meetings.is_undone(exchange)

    def history(self, limit: int = 50) -> list[Meeting]:
        """List the latest exchanges and what is still undone, the latest first."""
        return self._meetings.all(limit)

    def waiting(self) -> tuple[Missing, ...]:
        """List what is parked, and what has to come before it."""
        store = self._desk.store
        return reckoning.missing(store, parked.ranges(store.db, saves.held(store.db)))

    def _merged_before(self, loaded: Loaded) -> Meeting | None:
        header, _signature, _ends = bundle.read_header(loaded.content, loaded.name)
        return self._meetings.merged(header.bundle, loaded.sha256)

    def _brought_back(self, before: Meeting | None) -> list[Signed]:
        """Take what was undone out of what is set aside; give it, the office's own stream first.

        It may be more than the bundle brings: what had waited for it came by others.
        """
        if before is None:
            return []
        aside = saves.aside(self._desk.store.db, before.id)
        saves.forget_aside(self._desk.store.db, before.id)
        return sorted(aside, key=lambda one: one.save.stream != "admin")

    def _known(self, found: Meeting) -> MergeReport:
        """Answer at once for a bundle that was merged before and still stands."""
        already = found.counts.get("all", found.saves)
        missing = self.waiting()
        return MergeReport(
            id=found.id,
            bundle=found.bundle,
            sender=found.device,
            applied=0,
            already=already,
            missing=missing,
        )

    def _prove(self, file: Path, loaded: Loaded) -> _Bundle:
        store = self._desk.store
        Laptops(self._desk).own()
        sealed = receiving.prove(store, loaded)
        purpose = sealed.header.purpose
        if purpose.is_document and purpose is not Purpose.REFERRAL:
            raise NotMergedError(purpose=_(PURPOSE_NAMES[purpose]))
        if sealed.header.org != store.identity.scope and purpose is not Purpose.REFERRAL:
            raise OtherUnionBundleError(scope=sealed.header.org)
        return _Bundle(file, receiving.unseal(store, sealed), sealed.sha256)

    def _note_fork(self, error: ForkError, incoming: _Bundle) -> None:
        """Write down that a bundle shows a second history, and do about it what can be done."""
        store = self._desk.store
        with store.transaction():
            splitting.doubt(store, str(error.details["device"]))
            taking.part(self._desk, error)
            self._log(self._meetings.next_id(), incoming, None)
            self._desk.note("bundle.forked", incoming.opened.header.bundle)

    def _keep_word(self, opened: Opened) -> None:
        """Keep what a sender says beside its saves: what it holds and lacks, and who was given to.

        A list does not say how far its sender's log reaches.
        """
        store, manifest = self._desk.store, opened.manifest
        if not receiving.is_trusted(store, manifest.sender):
            return
        if not opened.header.purpose.is_document:
            self._meetings.keep_claim(manifest.sender, manifest.have)
            self._meetings.keep_lacks(manifest.sender, manifest.lacks)
            self._meetings.keep_wants(manifest.sender, manifest.wants)
        DoubleAid(self._desk).keep(manifest.filters, manifest.sender)

    def _take_pictures(self, file: Path, opened: Opened) -> tuple[int, int]:
        """Keep those contents beside a bundle that a record here names, and count as `attached`.

        Those of saves that wait are asked for again once the saves are taken; those of a revoked
        laptop come with others' bundles.
        """
        store = self._desk.store
        if not receiving.is_trusted(store, opened.header.sender):
            return 0, 0
        named = set(store.attachments.contents())
        blobs = [one for one in opened.manifest.blobs if one.sha256 in named]
        secret = splitting.secret_of(store, opened.header.to)
        return attached.take(store, file, blobs, secret)

    def _notice_forks(self, opened: Opened) -> None:
        """Notice that the sender holds another history of some laptop than this one.

        Its bundle need not bring the place where they part: each believes that the other has it.
        Of a revoked laptop nothing is believed but saves: whoever has stolen it would have others
        doubt their own names.
        """
        store, manifest = self._desk.store, opened.manifest
        if opened.header.purpose.is_document or not receiving.is_trusted(store, manifest.sender):
            return
        own, held, restated = store.identity.device, saves.held(store.db), None
        alike = set()
        for chain, seq in manifest.have.items():
            device = chain[0]
            if device == own and seq > held.get(chain, 0):
                raise CloneError(device=device)
            theirs = manifest.tips.get(chain)
            ours = saves.hash_of(store.db, chain, seq) if theirs else None
            if theirs and ours and theirs != ours.hex():
                restated = restated or splits.read(store.db)
                if not restated.holds(chain, theirs):
                    labels = {str(one.id): one.label for one in store.devices.where()}
                    kind = CloneError if device == own else ForkError
                    raise kind(laptop=labels.get(device, device), device=device)
            alike.add(device)
        splitting.trust(store, frozenset(alike))

    def _take(
        self, arrived: _Bundle, exchange: int, progress: Progress, again: Sequence[Signed]
    ) -> tuple[MergeReport, Taken]:
        store, opened = self._desk.store, arrived.opened
        before = reckoning.known_now(store)
        taken = taking.take(self._desk, opened, exchange, progress, again)
        self._notice_forks(opened)
        header = opened.header
        report = reckoning.report(
            store, taken, before, exchange=exchange, bundle=header.bundle, sender=header.sender
        )
        return report, taken

    def _log(
        self,
        exchange: int,
        incoming: _Bundle,
        taken: Taken | None,
        before: Meeting | None = None,
        row: int = 0,
    ) -> None:
        """Write a merge down; where nothing was `taken`, that two histories bear one name."""
        header = incoming.opened.header
        counts = {"all": incoming.opened.manifest.saves}
        if header.purpose is Purpose.TEAM:
            counts["given"] = 1
        if row:
            counts["row"] = row
        deed = Deed.FORKED if taken is None else Deed.REDONE if before else Deed.MERGED
        if taken is not None:
            counts |= {"conflicts": taken.conflicts, "already": taken.already}
        self._meetings.add(
            Meeting(
                id=exchange,
                deed=deed,
                of=before.id if before else None,
                bundle=header.bundle,
                sha256=incoming.sha256,
                device=header.sender,
                at_ms=self._desk.store.clock_ms(),
                saves=taken.saves if taken else 0,
                counts=counts,
            )
        )

    def _add(self, deed: Deed, exchange: int, found: Meeting, count: int, of: int) -> None:
        at_ms = self._desk.store.clock_ms()
        self._meetings.add(replace(found, id=exchange, deed=deed, at_ms=at_ms, saves=count, of=of))
