"""Take my record: everything that is shared, as a folder or a zip (OFF-7)."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.items.family import Family
from desktop.models.items.record_taking import kept_words, stopped_words
from desktop.services.portal import Context, Portal, PortalError, Progress, Taken, TakeWish
from desktop.views.announce import announce
from desktop.views.dialogs.record_form import RecordForm
from desktop.views.dialogs.record_steps import RecordEnd, RecordProgress
from desktop.views.links import open_folder
from desktop.views.notices import of_error
from desktop.views.theme import look
from desktop.views.widgets.buttons import primary, secondary
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.text import flowing
from desktop.views.widgets.tone import Tone

translate = QCoreApplication.translate
WIDE = 560


class RecordDialog(Dialog):
    """Shows what is wanted, how far it is, or how it ended. Esc stops it before it closes."""

    def __init__(self, portal: Portal, parent: QWidget) -> None:
        title = translate("Record", "Take my record")
        super().__init__(title, parent)
        self.portal = portal
        self.form = RecordForm(Family(portal.people, portal.practice))
        self.progress, self.end = RecordProgress(), RecordEnd()
        self._pages: tuple[QWidget, ...] = (self.form, self.progress, self.end)
        self._context: Context | None = None
        self._taken: Taken | None = None
        column = QVBoxLayout()
        column.addWidget(flowing(title, "section"))
        for page in self._pages:
            column.addWidget(page)
        column.addStretch(1)
        self.set_scrolled(column)
        self._add_buttons()
        self.form.changed.connect(self._reshape)
        self._show(self.form)

    @override
    def reject(self) -> None:
        """While it is being written: stop; else close."""
        if self._context is None:
            self.form.forget()
            super().reject()
            return
        self._context.cancel()
        self._context = None
        said = stopped_words(zipped=self.form.zipped)
        self.form.show_notice(Tone.INFO, said)
        announce(self, said)
        self._show(self.form)

    def choose_place(self) -> None:
        """Ask for the place when all is well with what was chosen; then begin."""
        wrong = self.form.check()
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        dialog = self._zip_dialog() if self.form.zipped else self._folder_dialog()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self._ask(Path(path)))
        dialog.open()

    def take(self, wish: TakeWish, *, again: bool = False) -> None:
        """Begin to write; `again` when an unfinished record is taken up."""
        self.progress.begin(again=again)
        self._show(self.progress)
        announce(self, self.progress.words.text())
        self._context = self.portal.record.take(
            wish,
            owner=self,
            done=self._on_taken,
            progress=self._on_step,
            failed=partial(self._on_failed, zipped=wish.zipped),
        )

    def _ask(self, path: Path) -> None:
        """Take up what is unfinished there, and say so."""
        wish = self.form.wish(path)
        if wish.zipped:
            self.take(wish)
            return
        self.go.setEnabled(False)
        done = partial(self._begin, wish)
        failed = partial(self._on_failed, zipped=False)
        self.portal.record.unfinished(path, owner=self, done=done, failed=failed)

    def _begin(self, wish: TakeWish, again: bool) -> None:
        self.take(wish, again=again)

    def _folder_dialog(self) -> QFileDialog:
        title = translate("Record", "Choose the folder in which the record is put")
        dialog = QFileDialog(self, title, _home())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return dialog

    def _zip_dialog(self) -> QFileDialog:
        dialog = QFileDialog(self, translate("Record", "Save the zip"), _home())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(f"{self.portal.record.name()}.zip")
        return dialog

    def _on_step(self, step: Progress) -> None:
        self.progress.show_step(step)

    def _on_taken(self, taken: Taken) -> None:
        self._context, self._taken = None, taken
        self.form.forget()
        announce(self, self.end.show_taken(taken))
        self._show(self.end)

    def _on_failed(self, error: PortalError, *, zipped: bool) -> None:
        self._context = None
        notice = of_error(error, self.portal.practice.name if self.portal.practice else "")
        kept = kept_words(error.trouble, zipped=zipped)
        self.form.show_notice(Tone.BAD, f"{notice.text} {kept}".strip(), notice.title)
        self._show(self.form)

    def _add_buttons(self) -> None:
        role = QDialogButtonBox.ButtonRole
        self.go = primary("")
        self.leave = secondary("")
        self.reveal = secondary(translate("Record", "Show in folder"), "external-link")
        self.go.clicked.connect(self.choose_place)
        self.leave.clicked.connect(self.reject)
        self.reveal.clicked.connect(self._on_reveal)
        self.add(self.reveal, role.ActionRole)
        self.add(self.leave, role.RejectRole)
        self.add(self.go, role.AcceptRole)

    def _on_reveal(self) -> None:
        if self._taken is not None:
            path = self._taken.path
            open_folder(path if path.is_dir() else path.parent)

    def _show(self, page: QWidget) -> None:
        """One page, with the buttons that belong to it."""
        for one in self._pages:
            one.setVisible(one is page)
        self.go.setVisible(page is self.form)
        self.go.setEnabled(True)
        self.reveal.setVisible(page is self.end)
        words = {
            self.form: translate("Record", "Cancel"),
            self.progress: translate("Record", "Stop"),
            self.end: translate("Record", "Close"),
        }
        self.leave.setText(words[page])
        self._reshape()
        target = self.go if page is self.form else self.leave
        target.setDefault(True)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reshape(self) -> None:
        folder = translate("Record", "Choose a folder")
        self.go.setText(translate("Record", "Choose where to save") if self.form.zipped else folder)
        self.note.hide()
        self.fit(look.px(WIDE))


def _home() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
