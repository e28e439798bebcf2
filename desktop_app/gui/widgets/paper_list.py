"""The papers of a record: added as they are, named by kind and caption, taken away, put back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.attachment import MAX_CAPTION, Attachment
from desktop_app.domain.errors import CircumstanceError
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import IconButton, KeyedButton, link
from desktop_app.gui.widgets.chosen_file import content_of
from desktop_app.gui.widgets.paper_viewer import PaperViewer
from desktop_app.gui.widgets.photo_viewer import PhotoViewer
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _
from desktop_app.services.attaching import Attaching

ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff")
MOST = 20

Choices = Sequence[tuple[str, str]]


class _Row(QWidget):
    """One paper: its number opens it, then kind, caption, and the way to take it away.

    Signals:
        opened, removed, described: the number was pressed, the cross was, a field was changed.
    """

    opened = Signal()
    removed = Signal()
    described = Signal()

    def __init__(self, kinds: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.way = link("")
        self.kind = PinyinComboBox(kinds)
        self.caption = TextLine()
        self.caption.setMaxLength(MAX_CAPTION)
        self.caption.setPlaceholderText(_("Caption"))
        self.away = IconButton("close", _("Take this paper away"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(em(0.5))
        for part, stretch in ((self.way, 0), (self.kind, 2), (self.caption, 3), (self.away, 0)):
            row.addWidget(part, stretch)
        self.way.clicked.connect(self.opened)
        self.away.clicked.connect(self.removed)
        self.kind.edited.connect(self.described)
        self.caption.edited.connect(self.described)

    def show_paper(self, paper: Attachment, at: int) -> None:
        """Show a paper; `at` is its place from 1."""
        place = _("paper {number}").format(number=at)
        self.way.setText(place)
        self.way.setAccessibleName(_("Open {paper}").format(paper=place))
        self.kind.setAccessibleName(_("Kind of {paper}").format(paper=place))
        self.caption.setAccessibleName(_("Caption of {photo}").format(photo=place))
        if self.kind.value() != paper.kind:
            self.kind.set_value(paper.kind)
        if self.caption.value() != paper.caption:
            self.caption.set_value(paper.caption)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete on the number takes the paper away."""
        if event.key() == Qt.Key.Key_Delete and self.way.hasFocus():
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class PaperList(QWidget):
    """An editor of the kit; the value is a tuple of papers (`Attachment`) in their order.

    A paper is sealed as soon as it is chosen, as it is. `kinds` are the codes and words offered.

    Signals:
        edited: a person has added, described, removed or put back a paper.
    """

    edited = Signal()

    def __init__(self, attaching: Attaching, kinds: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attaching = attaching
        self._kinds = kinds
        self._papers: list[Attachment] = []
        self._removed: list[tuple[int, Attachment]] = []
        self._refused: list[str] = []
        self._rows: list[_Row] = []
        self._build()
        self.setAcceptDrops(True)
        self.setFocusProxy(self.add)
        self._show()

    def value(self) -> tuple[Attachment, ...]:
        """Give the papers as they stand."""
        return tuple(self._papers)

    def set_value(self, value: object) -> None:
        """Show these papers and no others."""
        self._papers = list(value) if isinstance(value, (tuple, list)) else []
        self._removed, self._refused = [], []
        self._show()

    def misread(self) -> str:
        """Tell whether a kind was typed that is on no list."""
        return next((code for row in self._rows if (code := row.kind.misread())), "")

    def refusals(self) -> str:
        """Say which papers could not be taken, and why."""
        return "\n".join(self._refused)

    def add_files(self, files: Iterable[Path]) -> None:
        """Take in these files; each begins with its own name as the caption."""
        self._refused = []
        added = False
        for file in files:
            if len(self._papers) >= MOST:
                words = _("A record holds at most {limit} papers; the others were not taken.")
                self._refused.append(words.format(limit=MOST))
                break
            try:
                paper = self._attaching.take_document(content_of(file), caption=file.stem)
            except CircumstanceError as circumstance:
                self._refused.append(f"{file.name}: {circumstance.sentence()}")
            else:
                self._papers.append(paper)
                added = True
        self._show()
        if added:
            self._rows[-1].kind.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edited.emit()

    def choose_files(self) -> None:
        """Let the person choose papers."""
        patterns = " ".join(f"*{ending}" for ending in ENDINGS)
        words = _("Papers ({patterns})").format(patterns=patterns)
        chosen, _filter = QFileDialog.getOpenFileNames(self, _("Choose papers"), "", words)
        self.add_files(Path(one) for one in chosen)

    def put_back(self) -> None:
        """Put the paper that was taken away last back into its place."""
        if self._removed:
            at, paper = self._removed.pop()
            self._papers.insert(at, paper)
            self._show()
            self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert adds, Ctrl+Z puts back."""
        if event.key() == Qt.Key.Key_Insert:
            self.choose_files()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.put_back()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that may be papers."""
        if _files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in what was dropped."""
        if files := _files_in(event.mimeData()):
            event.acceptProposedAction()
            self.add_files(files)

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(em(0.4))
        self.add = KeyedButton(_("Add papers"))
        self.add.clicked.connect(self.choose_files)
        self._back = link("")
        self._back.clicked.connect(self.put_back)
        foot = QHBoxLayout()
        foot.setSpacing(em(0.9))
        foot.addWidget(self.add)
        foot.addWidget(self._back)
        foot.addStretch()
        self._column.addLayout(foot)
        self._issue = label("", "blocks", wrap=True)
        self._column.addWidget(self._issue)

    def _show(self) -> None:
        while len(self._rows) > len(self._papers):
            gone = self._rows.pop()
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._rows) < len(self._papers):
            self._rows.append(self._new_row())
        for at, (row, paper) in enumerate(zip(self._rows, self._papers, strict=True), 1):
            row.show_paper(paper, at)
        self._issue.setText(self.refusals())
        self._issue.setVisible(bool(self._refused))
        if self._removed:
            named = self._removed[-1][1].caption or _("the paper taken away")
            self._back.setText(_("Put back {photo}").format(photo=named))
            self._back.setAccessibleName(self._back.text())
        self._back.setVisible(bool(self._removed))

    def _new_row(self) -> _Row:
        row = _Row(self._kinds)
        row.opened.connect(lambda: self._open(row))
        row.removed.connect(lambda: self._remove(row))
        row.described.connect(lambda: self._describe(row))
        self._column.insertWidget(len(self._rows), row)
        return row

    def _open(self, row: _Row) -> None:
        paper = self._papers[self._rows.index(row)]
        if paper.is_picture:
            PhotoViewer([paper], 0, self._attaching.read, self).open()
            return
        try:
            PaperViewer(paper.caption, self._attaching.read(paper.sha256), self).open()
        except CircumstanceError as circumstance:
            self._refused = [f"{paper.caption}: {circumstance.sentence()}"]
            self._show()

    def _remove(self, row: _Row) -> None:
        at = self._rows.index(row)
        self._removed.append((at, self._papers.pop(at)))
        self._show()
        target = self._rows[min(at, len(self._rows) - 1)].way if self._rows else self.add
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _describe(self, row: _Row) -> None:
        at = self._rows.index(row)
        kind, caption = row.kind.value(), row.caption.value()
        self._papers[at] = replace(self._papers[at], kind=kind, caption=caption)
        self.edited.emit()


def _files_in(mime: QMimeData) -> list[Path]:
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [file for file in files if file.suffix.lower() in ENDINGS]
