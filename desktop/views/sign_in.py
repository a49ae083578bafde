"""The sign-in page (SIGN-1 to 5, OFF-1). What is seldom seen is imported and made when needed."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, QTimer
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.services.portal import Portal, PortalError, SavedCopy, Stage, Trouble, Welcome
from desktop.views.opening import Opening
from desktop.views.sign_in_asides import Asides
from desktop.views.sign_in_foot import SignInFoot
from desktop.views.sign_in_form import SignInForm
from desktop.views.sign_in_practice import PracticePanel
from desktop.views.sign_in_secrets import forget, take_focus
from desktop.views.sign_in_steps import SigningIn
from desktop.views.theme import look
from desktop.views.widgets.column import Column

if TYPE_CHECKING:
    from desktop.views.sign_in_address import AddressForm
    from desktop.views.sign_in_finding import FindingPractice
    from desktop.views.sign_in_rescue import RescueForm
    from desktop.views.sign_in_rescuing import Rescuing
    from desktop.views.sign_in_saved import SavedForm

translate = QCoreApplication.translate

SIDE_BY_SIDE = 900
PRACTICE_WIDTH = 460
SMALLEST = QSize(320, 240)
TRY_EVERY = 30_000  # milliseconds between looks whether the practice is there again


class SignInPage(QWidget):
    """Practice left, form right; asks the portal and shows what it says."""

    def __init__(self, portal: Portal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.portal = portal
        self._copies: tuple[SavedCopy, ...] = ()
        self._started = False
        self._offline: Trouble | None = None
        self.practice = PracticePanel()
        self.form = SignInForm()
        self.signing_in = SigningIn(portal, self.form)
        self.asides = Asides(portal, self)
        self.opening = Opening(portal, self)
        self._clock = QTimer(self)
        self._clock.setInterval(TRY_EVERY)
        self._clock.timeout.connect(self._look_whether_there)
        self._build()
        self._watch()
        self._on_stage(portal.stage)
        look.follow(self._arrange)  # and with the first size
        look.carry(self)

    def fill(self, user_name: str, password: str) -> None:
        """Put a login into the form, for the demo."""
        self.form.fill(user_name, password)

    @cached_property
    def address(self) -> "AddressForm":
        """The form for the practice's address."""
        from desktop.views.sign_in_address import AddressForm  # noqa: PLC0415

        form = AddressForm()
        self._column.add(form, 400)
        return form

    @cached_property
    def finding(self) -> "FindingPractice":
        """What the address form asks."""
        from desktop.views.sign_in_finding import FindingPractice  # noqa: PLC0415

        finding = FindingPractice(self.portal, self.address)
        finding.found.connect(lambda found: self.practice.show_practice(found, asked=True))
        finding.dropped.connect(lambda: self.practice.show_practice(None))
        return finding

    @cached_property
    def saved(self) -> "SavedForm":
        """The form of saved copies."""
        from desktop.views.sign_in_opening import OpeningSaved  # noqa: PLC0415
        from desktop.views.sign_in_saved import SavedForm  # noqa: PLC0415

        form = SavedForm()
        self._column.add(form, 440)
        OpeningSaved(self.portal, form)
        form.connect_asked.connect(self._on_connect_asked)
        form.help_asked.connect(self.asides.help_offline)
        return form

    @cached_property
    def rescue(self) -> "RescueForm":
        """The form for a copy that does not open with the new password."""
        from desktop.views.sign_in_rescue import RescueForm  # noqa: PLC0415

        form = RescueForm()
        self._column.add(form, 400)
        return form

    @cached_property
    def rescuing(self) -> "Rescuing":
        """What that form asks."""
        from desktop.views.sign_in_rescuing import Rescuing  # noqa: PLC0415

        rescuing = Rescuing(self.portal, self.rescue)
        rescuing.ended.connect(self._back)
        return rescuing

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._started:  # nothing heavy before the first paint
            self._started = True
            QTimer.singleShot(0, self, self._start)

    @override
    def minimumSizeHint(self) -> QSize:
        return SMALLEST  # the shape follows the window, never the window the shape

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _build(self) -> None:
        self._column = Column()
        self._column.add(self.form, 400)
        self.foot = SignInFoot()
        self.foot.offer_opening(self.opening)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(0)
        self._halves.addWidget(self.practice)
        self._halves.addWidget(self._column, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._halves, 1)
        column.addWidget(self.foot)
        self._set_tab_order()

    def _set_tab_order(self) -> None:
        last: QWidget = self._column
        ways = (self.practice.contact, self.practice.payment, self.practice.change)
        for part in (*ways, self.foot.open_button):
            QWidget.setTabOrder(last, part)
            last = part
        QWidget.setTabOrder(last, self.foot.size_button)

    def _watch(self) -> None:
        self.portal.stage_changed.connect(self._on_stage)
        self.portal.signed_out.connect(self._on_signed_out)
        self.portal.changed.connect(lambda _kinds: self._show_practice())
        self.portal.settings_changed.connect(lambda _settings: self._show_settings())
        self.signing_in.offline.connect(self._on_offline)
        self.signing_in.copy_closed.connect(self._on_copy_closed)
        self.form.forgotten.connect(self.asides.forgotten)
        self.form.first_time.connect(self.asides.first_time)
        self.form.saved_asked.connect(self._show_saved)
        self.practice.contact_asked.connect(self.asides.contact)
        self.practice.payment_asked.connect(self._on_payment)
        self.practice.change_asked.connect(self.portal.session.forget_practice)
        self.foot.appearance_asked.connect(self.asides.appearance)

    def _start(self) -> None:
        from desktop.views.widgets.focus_ring import FocusRing  # noqa: PLC0415

        FocusRing.of(self.window())
        session = self.portal.session
        if self.portal.stage is Stage.NO_PRACTICE:
            self.finding.start()
            return
        self._column_focus()
        session.saved_copies(owner=self, done=self._on_copies)
        session.can_keep(owner=self, done=self.form.keep.setVisible)
        if self.portal.stage is Stage.SIGNED_OUT and session.address:
            self._look_whether_there()

    def _on_stage(self, stage: Stage) -> None:
        self._show_practice()
        self._show_settings()
        self.form.show_names(self.portal.settings.user_names)
        for form in self._column.forms():
            forget(form)
        self._offline = None
        self._clock.stop()
        self.practice.set_offline(offline=False)
        self._column.show_only(self.finding.form if stage is Stage.NO_PRACTICE else self.form)
        if self._started and stage in (Stage.NO_PRACTICE, Stage.SIGNED_OUT):
            self._start()

    def _show_practice(self) -> None:
        self.practice.show_practice(self.portal.practice)
        self.setWindowTitle(translate("SignIn", "Sign in"))

    def _show_settings(self) -> None:
        self.foot.show_size(self.portal.settings.text_scale)

    def _column_focus(self) -> None:
        take_focus(self._column.current())

    def _on_copies(self, copies: tuple[SavedCopy, ...]) -> None:
        self._copies = copies
        self.form.offer_saved(offered=bool(copies))
        if copies:
            self.saved.show_copies(copies)
        if self._offline is not None:
            self._show_offline()

    def _on_signed_out(self, trouble: Trouble | None) -> None:
        from desktop.views.notices import wording  # noqa: PLC0415

        name = self.portal.practice.name if self.portal.practice else ""
        self.form.show_notice(wording(trouble, practice=name) if trouble else None)

    def _show_saved(self) -> None:
        from desktop.views.notices import signing_in_offline  # noqa: PLC0415

        self.saved.set_offline(offline=self._offline is not None)
        self.saved.show_notice(
            signing_in_offline(self._offline, saved=True) if self._offline else None
        )
        self._column.show_only(self.saved)
        self.saved.take_focus()

    def _on_copy_closed(self, error: PortalError) -> None:
        self.rescuing.show_trouble(error)
        self._column.show_only(self.rescue)
        self.rescue.take_focus()

    def _back(self) -> None:
        self._column.show_only(self.form)
        self.form.take_focus()

    def _on_connect_asked(self) -> None:
        if self._offline is None:
            self._back()
            return
        self.saved.set_connecting(busy=True)
        self._look_whether_there()

    def _look_whether_there(self) -> None:
        self.portal.session.find_practice(
            self.portal.session.address,
            owner=self,
            done=self._on_there,
            failed=self._on_not_there,
        )

    def _on_there(self, welcome: Welcome) -> None:
        if self.portal.stage is not Stage.SIGNED_OUT:
            return
        was_offline, self._offline = self._offline is not None, None
        self._clock.stop()
        self.practice.set_offline(offline=False)
        self.practice.show_practice(welcome.practice)
        if was_offline:
            self.form.show_notice(None)
            self._back()

    def _on_not_there(self, error: PortalError) -> None:
        if self._offline is not None and self._copies:
            self.saved.set_connecting(busy=False)
        if error.no_contact and self.portal.stage is Stage.SIGNED_OUT:
            self._on_offline(error)

    def _on_offline(self, error: PortalError) -> None:
        again, self._offline = self._offline is not None, error.trouble
        self._clock.start()
        self.practice.set_offline(offline=True)
        if not again:
            self._show_offline()

    def _show_offline(self) -> None:
        from desktop.views.notices import signing_in_offline  # noqa: PLC0415

        if self._copies and self._column.current() is self.form and self.form.untouched():
            self._show_saved()
        elif self._offline is not None:
            saved = bool(self._copies)
            self.form.show_notice(signing_in_offline(self._offline, saved=saved))

    def _on_payment(self) -> None:
        self.form.show_notice(self.asides.pay())

    def _arrange(self) -> None:
        wide = look.effective_width(self) >= SIDE_BY_SIDE
        side, above = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(side if wide else above)
        self.practice.set_compact(compact=not wide)
        if wide:
            self.practice.setFixedWidth(max(look.px(360), round(self.width() * 0.36)))
        else:
            self.practice.setMinimumWidth(0)
            self.practice.setMaximumWidth(16777215)
