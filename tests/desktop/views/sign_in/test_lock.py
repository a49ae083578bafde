"""The lock page and the warning before it (SIGN-14)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.services.portal import PortalError, Stage, Trouble
from desktop.views.lock import LockPage
from desktop.views.lock_warning import LockWarnings
from tests.desktop.views.sign_in.conftest import PASSWORD, Visitor


@pytest.fixture
def locked(visitor: Visitor) -> tuple[Visitor, LockPage]:
    """Signed in, then locked, with the lock page in the window."""
    visitor.find_practice()
    visitor.sign_in()
    visitor.wait(lambda: visitor.portal.stage is Stage.OPEN)
    visitor.wait(lambda: bool(visitor.portal.people))
    page = LockPage(visitor.portal)
    visitor.portal.lock()
    visitor.wait(lambda: visitor.portal.stage is Stage.LOCKED)
    visitor.window.takeCentralWidget()
    visitor.window.setCentralWidget(page)
    visitor.wait(page.isVisible)
    return visitor, page


@pytest.mark.rule("SIGN-14")
def test_the_password_opens_the_records_again(locked: tuple[Visitor, LockPage]) -> None:
    visitor, page = locked
    page.take_focus()
    visitor.wait(page.secret.hasFocus)
    visitor.type(page.secret, "wrong")
    visitor.qtbot.keyClick(page.secret, Qt.Key.Key_Return)
    visitor.wait(lambda: bool(page.password.error()))
    assert page.button.isEnabled()
    assert visitor.portal.stage is Stage.LOCKED

    visitor.type(page.secret, PASSWORD)
    for _ in range(20):
        visitor.click(page.button)
        visitor.wait(page.button.isEnabled)
        if not page.password.error():
            break
    visitor.wait(lambda: visitor.portal.stage is Stage.OPEN)
    assert page.secret.text() == ""


@pytest.mark.rule("SIGN-14")
def test_the_lock_page_shows_no_person(locked: tuple[Visitor, LockPage]) -> None:
    _, page = locked
    shown = "\n".join(part.text() for part in page.findChildren(QLabel) if part.isVisible())
    assert "Elena" not in shown
    assert "elena.m" not in shown
    assert "Locked" in shown


@pytest.mark.rule("SIGN-14")
def test_signing_out_from_the_lock(locked: tuple[Visitor, LockPage]) -> None:
    visitor, page = locked
    visitor.click(page.out)
    visitor.wait(lambda: visitor.portal.stage is Stage.SIGNED_OUT)


@pytest.mark.rule("SIGN-14")
def test_the_warning_counts_and_goes(visitor: Visitor) -> None:
    page = QWidget(visitor.window)
    warnings = LockWarnings(visitor.portal, page)
    visitor.portal.lock_warned.emit(120)
    assert warnings.dialog is not None
    assert "2:00" in warnings.dialog.left.text()
    assert warnings.dialog.stay.text() == "Keep open"
    visitor.portal.lock_warned.emit(60)
    assert "1:00" in warnings.dialog.left.text()
    visitor.portal.lock_warned.emit(0)
    assert warnings.dialog is None


@pytest.mark.rule("OFF-5")
def test_a_password_changed_elsewhere_asks_for_the_old_one(visitor: Visitor) -> None:
    visitor.find_practice()
    visitor.page.signing_in.copy_closed.emit(PortalError(Trouble.PASSWORD_CHANGED))
    rescue = visitor.page.rescue
    visitor.wait(rescue.isVisible)
    assert rescue.password.isVisible()
    visitor.click(rescue.open)
    assert rescue.password.error() == "Enter your old password"
    visitor.click(rescue.back)
    visitor.wait(visitor.page.form.isVisible)

    visitor.page.signing_in.copy_closed.emit(PortalError(Trouble.VAULT_DAMAGED))
    visitor.wait(rescue.isVisible)
    assert not rescue.password.isVisible()
    assert rescue.fetch.isVisible()
