"""Where troubles that no part of the window handled are told."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.portal import Portal, PortalError, SyncStage, SyncState, Trouble
from desktop.views.notices import Notice, damaged_while_open, of_error
from desktop.views.theme import look
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.buttons import Button, icon_button, secondary
from desktop.views.widgets.dressed import ground
from desktop.views.widgets.tone import Tone

translate = QCoreApplication.translate

OF_THIS_COMPUTER = frozenset({Trouble.DISK_FULL, Trouble.READ_ONLY, Trouble.VAULT_DAMAGED})
"""What ends a sync and only the patient can help (OFF-6)."""


class NoticeBar(QWidget):
    """One notice at a time; it stays until it is solved or closed."""

    def __init__(self, portal: Portal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "canvas")
        self._portal = portal
        self.banner: Banner | None = None
        self._told: Trouble | None = None
        self._damaged = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 12, 20, 0)
        portal.failed.connect(self.show_error)
        portal.sync_changed.connect(self._on_sync)
        portal.renewal.renewed.connect(self._on_renewed)
        look.carry(self)
        self.hide()

    def show_error(self, error: PortalError) -> None:
        """Say what happened, what was kept, what to do (EASE-6)."""
        practice = self._portal.practice
        name = practice.name if practice else ""
        if error.trouble is Trouble.VAULT_DAMAGED:
            self._damaged = True
            self._show_renewal(damaged_while_open(name))
        elif error.trouble is Trouble.WAITING_DAMAGED:
            self._show_renewal(of_error(error, name), give_up_waiting=True)
        else:
            again = secondary(translate("Notices", "Try again"), "refresh-cw")
            again.clicked.connect(self._on_again)
            self._show_notice(of_error(error, name), again)

    def clear(self) -> None:
        """Nothing to tell any more."""
        self.hide()

    def _show_renewal(self, notice: Notice, *, give_up_waiting: bool = False) -> None:
        """A new copy, one click away (OFF-6)."""
        button = secondary(notice.action, "download")
        button.clicked.connect(lambda: self._renew(button, give_up_waiting=give_up_waiting))
        self._show_notice(notice, button)

    def _renew(self, button: Button, *, give_up_waiting: bool) -> None:
        button.setEnabled(False)
        button.setText(translate("Notices", "Fetching…"))
        self._portal.renewal.fetch_anew(
            owner=self, failed=self._on_not_renewed, give_up_waiting=give_up_waiting
        )

    def _on_not_renewed(self, error: PortalError) -> None:
        """All is as it was: say why, and leave the way to a new copy open."""
        if error.trouble in (Trouble.VAULT_DAMAGED, Trouble.WAITING_DAMAGED):
            self.show_error(error)
            return
        practice = self._portal.practice
        notice = of_error(error, practice.name if practice else "")
        again = damaged_while_open().action
        self._show_renewal(replace(notice, action=again))

    def _on_again(self) -> None:
        self.clear()
        self._portal.refresh()

    def _on_sync(self, state: SyncState) -> None:
        if state.stage is SyncStage.FRESH and not self._damaged:
            self.clear()
        trouble = state.trouble if state.trouble in OF_THIS_COMPUTER else None
        if trouble is not None and trouble is not self._told:
            self.show_error(PortalError(trouble))
        self._told = trouble

    def _on_renewed(self) -> None:
        """Another copy is open: nothing of what was told is true of it."""
        self._damaged, self._told = False, None
        self.clear()

    def _closer(self) -> Button:
        close = icon_button("x", translate("Notices", "Close this message"), dense=True)
        close.clicked.connect(self.clear)
        return close

    def _show_notice(self, notice: Notice, action: Button) -> None:
        text = " ".join(filter(None, (notice.text, notice.small)))
        self._show(notice.tone, text, [action, self._closer()], notice.title, notice.icon)

    def _show(self, tone: Tone, text: str, actions: list[Button], title: str, icon: str) -> None:
        if self.banner is None:
            self.banner = Banner(tone, text, actions, title=title, icon=icon)
            self._column.addWidget(self.banner)
        else:
            self.banner.show_notice(tone, text, actions, title=title, icon=icon)
        self.setMinimumHeight(look.px(60))
        self.show()
