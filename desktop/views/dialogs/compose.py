"""Writing to the practice (MAIL-2): the draft is kept by itself, whatever happens (MAIL-6)."""

from datetime import UTC, datetime

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialogButtonBox, QWidget
from typing_extensions import override

from desktop.models.items.composing import kept_words
from desktop.models.items.family import Family
from desktop.services.portal import Draft, Portal, PortalError, SyncStage, Trouble
from desktop.views.cards.compose_form import ComposeForm
from desktop.views.cards.refusals import refusal
from desktop.views.dialogs.ask import AskDialog
from desktop.views.tab_order import link
from desktop.views.theme import look
from desktop.views.widgets.buttons import destructive, plain, primary, secondary
from desktop.views.widgets.dialog import Dialog
from portal_protocol.records import Kind

translate = QCoreApplication.translate
KEEP_EVERY = 5000  # milliseconds of typing that a crash may cost (MAIL-6)
WIDE = 758
WHO = frozenset({Kind.PRACTICE, Kind.PERSON})
BESIDE_TEXT = frozenset({Trouble.NO_SUBJECT, Trouble.NO_TEXT, Trouble.TEXT_TOO_LONG})


class ComposeDialog(Dialog):
    """`sent(draft)` when it is in the outbox, `discarded(draft)` when it was thrown away,
    `kept(draft)` when it was closed and is among the drafts. `stored` says that it was there
    before."""

    sent = Signal(object)
    discarded = Signal(object)
    kept = Signal(object)

    def __init__(
        self, portal: Portal, draft: Draft, parent: QWidget, *, stored: bool = False
    ) -> None:
        title = translate("Mail", "Reply") if draft.reply_to else translate("Mail", "New message")
        super().__init__(title, parent)
        self.portal, self.draft = portal, draft
        self._saved, self._stored = draft, stored
        self._over = False
        self.form = ComposeForm(draft)
        self._lay_out()
        self._add_buttons()
        self.form.offer(self.family, fixed=bool(draft.reply_to))
        self._order()
        self._connect()
        self._on_sync()
        self._show_recipient()
        first = self.form.text if draft.subject else self.form.subject
        first.setFocus()

    @property
    def family(self) -> Family:
        """Names as they are now."""
        return Family(self.portal.people, self.portal.practice)

    def keep(self) -> None:
        """Keep what is written so far, if it changed."""
        now = self._written()
        if self._over or _same(now, self._saved) or (now.empty and not self._stored):
            return
        self._saved, self._stored = now, True
        self.draft = now
        self.portal.mail.keep_draft(now, owner=self, done=self._say_kept)

    def send(self) -> None:
        """Send it, if nothing is missing; the first field with an error gets the focus."""
        if not self.form.complete() or not self.send_button.isEnabled():
            return
        self.send_button.setEnabled(False)
        self.draft = self._written()
        self.portal.mail.send(self.draft, owner=self, done=self._on_sent, failed=self._refuse)

    def discard(self) -> None:
        """Throw it away; asks unless nothing was written."""
        now = self._written()
        if now.empty or (not self._stored and _same(now, self._saved)):
            self._throw_away()
            return
        button = destructive(translate("Mail", "Discard"), "trash-2")
        title = translate("Mail", "Discard this message?")
        said = translate("Mail", "Its text and files go from this computer.")
        dialog = AskDialog(title, (said,), button, self)
        dialog.agreed.connect(self._throw_away)
        dialog.open()

    @override
    def done(self, result: int) -> None:
        """However it is closed, what is written is kept."""
        self._leave()
        super().done(result)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave()
        super().closeEvent(event)

    def _leave(self) -> None:
        if self._over:
            return
        self.keep()
        self._over = True
        self._clock.stop()
        if self._stored and self.draft.empty:
            self.portal.mail.discard_draft(self.draft.id)
        elif self._stored:
            self.kept.emit(self.draft)

    def _throw_away(self) -> None:
        self._over = True
        draft = self._written()
        if self._stored:
            self.portal.mail.discard_draft(draft.id)
        if not draft.empty:
            self.discarded.emit(draft)
        self.reject()

    def _on_sent(self, _none: object = None) -> None:
        self._over = True
        self.sent.emit(self.draft)
        self.accept()

    def _refuse(self, error: PortalError) -> None:
        """It is kept as a draft; the reason stands where it can be mended."""
        self._saved, self._stored = self.draft, True
        self.send_button.setEnabled(True)
        if error.trouble is Trouble.NO_SUBJECT:
            self.form.subject_field.show_error(self._reason(error))
        elif error.trouble in BESIDE_TEXT:
            self.form.text_field.show_error(self._reason(error))
        else:
            self.form.say(self._reason(error))

    def _reason(self, error: PortalError) -> str:
        practice = self.portal.practice
        return refusal(error.trouble, practice.name if practice else "")

    def _written(self) -> Draft:
        return replace(
            self.draft,
            regarding=self.form.about(),
            subject=self.form.subject.text(),
            body=self.form.text.toPlainText(),
        )

    def _say_kept(self, _none: None = None) -> None:
        self.form.state.setText(kept_words(datetime.now(UTC)))

    def _show_recipient(self) -> None:
        trouble = self.portal.mail.why_not(self.form.about())
        self.form.show_recipient(self.family, trouble)
        self.send_button.setEnabled(trouble is None)

    def _on_changed(self, kinds: frozenset[str]) -> None:
        """The practice may name another provider, or take files no longer."""
        if not self._over and not kinds.isdisjoint(WHO):
            self._show_recipient()
            self._show_files()

    def _show_files(self) -> None:
        webmail = self.portal.practice.webmail if self.portal.practice else None
        allowed = bool(webmail and webmail.attachments)
        self.form.files.setVisible(allowed or bool(self.draft.attachments))

    def _on_sync(self, _state: object = None) -> None:
        offline = self.portal.sync_state.stage is SyncStage.OFFLINE
        self.note.setText(translate("Mail", "Will be sent when you are online") if offline else "")
        self.note.setVisible(offline)

    def _attach(self, path: object) -> None:
        self.form.trouble.hide()
        self.draft = self._written()
        self.portal.attachments.add(
            self.draft,
            path,  # type: ignore[arg-type]  # a Path, through a signal
            owner=self,
            done=self._take_files,
            failed=lambda error: self.form.say(self._reason(error)),
        )

    def _detach(self, digest: str) -> None:
        self.draft = self._written()
        self.portal.attachments.remove(self.draft, digest, owner=self, done=self._take_files)

    def _take_files(self, kept: Draft) -> None:
        self.draft = replace(self.draft, attachments=kept.attachments)
        self._saved, self._stored = kept, True
        self.form.files.show_files(kept.attachments)
        self._order()
        self._say_kept()

    def _lay_out(self) -> None:
        self._show_files()
        self.set_scrolled(self.form)
        above = self.parentWidget()
        room = (above or self).window().size()
        self.resize(min(look.px(WIDE), room.width() - 24), min(look.px(700), room.height() - 24))

    def _add_buttons(self) -> None:
        roles = QDialogButtonBox.ButtonRole
        self.discard_button = plain(translate("Mail", "Discard"), "trash-2")
        self.save_button = secondary(translate("Mail", "Save draft"))
        self.send_button = primary(translate("Mail", "Send"), "send")
        self.send_button.setToolTip(translate("Mail", "Send (Ctrl+Enter)"))
        self.add_first(self.discard_button)
        self.add(self.save_button, roles.ActionRole)
        self.add(self.send_button, roles.ActionRole)  # AcceptRole: Enter in a field would send

    def _order(self) -> None:
        """Tab goes as it is read, whatever file came later (EASE-1)."""
        buttons = (self.discard_button, self.save_button, self.send_button)
        link([self.form.text, *self.form.files.stops(), *buttons])

    def _connect(self) -> None:
        self.portal.changed.connect(self._on_changed)
        self.discard_button.clicked.connect(self.discard)
        self.save_button.clicked.connect(self.reject)
        self.send_button.clicked.connect(self.send)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.send)
        self.form.about_changed.connect(self._show_recipient)
        self.form.subject.returnPressed.connect(self.form.text.setFocus)
        self.form.files.added.connect(self._attach)
        self.form.files.removed.connect(self._detach)
        self.portal.sync_changed.connect(self._on_sync)
        self.portal.closing.connect(self.keep)
        self._clock = QTimer(self, interval=KEEP_EVERY)
        self._clock.timeout.connect(self.keep)
        self._clock.start()


def _same(one: Draft, other: Draft) -> bool:
    return (one.regarding, one.subject, one.body) == (other.regarding, other.subject, other.body)
