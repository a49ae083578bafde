"""Notifications on a desktop of freedesktop.org, over the session bus.

QtDBus from Python has no unsigned numbers, which `Notify` takes, so this speaks through jeepney,
which the keyring brings along. Nothing waits for an answer: the bus is read when it has something.
"""

import logging
import os
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import DBusErrorResponse
from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier
from typing_extensions import override

from desktop.views.notifier import Notifier

translate = QCoreApplication.translate
log = logging.getLogger(__name__)

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
ADDRESS = DBusAddress(PATH, bus_name=NAME, interface=NAME)
PROGRAM = "patient-portal"
NO_BUS = (OSError, KeyError, ValueError, RuntimeError, DBusErrorResponse)
AS_LONG_AS_USUAL = -1
PATIENCE = 0.3  # seconds that a bus may take for anything


class Line:
    """The connection to the bus, apart from the notifier so that it is closed after it."""

    def __init__(self) -> None:
        self.bus: DBusConnection | None = None

    def close(self) -> None:
        """Hang up, if anybody called."""
        bus, self.bus = self.bus, None
        if bus is not None:
            bus.close()


class BusNotifier(Notifier):
    """Replaces its own last notification, so that they do not pile up."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._line = Line()
        self._ears: QSocketNotifier | None = None
        self._asked = self._shown = 0
        self.destroyed.connect(self._line.close)

    @override
    def tell(self, title: str) -> None:
        try:
            bus = self._line.bus or self._call()
            self._asked = next(bus.outgoing_serial)
            bus.send(_notify(title, self._shown), serial=self._asked)
        except NO_BUS as error:
            self._give_up(error)

    @override
    def close(self) -> None:
        self._hear()  # the number of the last one may be on its way
        try:
            if self._line.bus is not None and self._shown:
                self._line.bus.send(_take_back(self._shown))
        except NO_BUS as error:
            self._give_up(error)
        self._hang_up()

    def _give_up(self, error: Exception) -> None:
        log.info("no notifications here: %s", type(error).__name__)
        self._hang_up()

    def _hang_up(self) -> None:
        if self._ears is not None:
            self._ears.setEnabled(False)
            self._ears.deleteLater()
            self._ears = None
        self._asked = self._shown = 0
        self._line.close()

    def _call(self) -> DBusConnection:
        bus = self._line.bus = open_dbus_connection(bus="SESSION", auth_timeout=PATIENCE)
        bus.sock.settimeout(PATIENCE)
        bus.send(message_bus.AddMatch(MatchRule(type="signal", interface=NAME, path=PATH)))
        self._ears = QSocketNotifier(bus.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._ears.activated.connect(self._hear)
        return bus

    def _hear(self) -> None:
        try:
            while self._line.bus is not None:
                self._take(self._line.bus.receive(timeout=0))
        except TimeoutError:
            return  # there will be more
        except OSError as error:
            self._give_up(error)

    def _take(self, message: Message) -> None:
        fields, body = message.header.fields, message.body
        if fields.get(HeaderFields.reply_serial) == self._asked:
            if message.header.message_type is MessageType.method_return:
                self._shown = body[0]
        elif fields.get(HeaderFields.interface) == NAME and body and body[0] == self._shown:
            self._on_signal(fields.get(HeaderFields.member), body)

    def _on_signal(self, name: str | None, body: tuple[Any, ...]) -> None:
        if name == "ActivationToken":  # with it the window may come to the front under Wayland
            os.environ["XDG_ACTIVATION_TOKEN"] = str(body[1])
        elif name == "ActionInvoked":
            self.clicked.emit()


def _notify(title: str, replaces: int) -> Message:
    hints = {"category": ("s", "im.received"), "desktop-entry": ("s", PROGRAM)}
    actions = ["default", translate("News", "Open")]
    name = translate("Window", "Patient portal")
    body = (name, replaces, PROGRAM, title, "", actions, hints, AS_LONG_AS_USUAL)
    return new_method_call(ADDRESS, "Notify", "susssasa{sv}i", body)


def _take_back(number: int) -> Message:
    return new_method_call(ADDRESS, "CloseNotification", "u", (number,))
