"""A notification service for tests, in a process of its own on a real session bus.

Writes a line of JSON for each call of `Notify` and of `CloseNotification`. A line on its standard
input, "click 7" or "token 7 abc", is told to everybody on the bus as the service of a desktop
does. Calls of `Notify` and ids are counted from 7.
"""

import json
import os
import selectors
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import count

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
HERE = DBusAddress(PATH, interface=NAME)
SIGNATURE = "susssasa{sv}i"  # of the specification; real services refuse any other


def say(**line: object) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def answer(bus: DBusConnection, call: Message, numbers: Iterator[int]) -> None:
    fields = call.header.fields
    if fields.get(HeaderFields.member) == "CloseNotification":
        say(closed=call.body[0])
        return
    if fields.get(HeaderFields.member) != "Notify":
        return
    if fields.get(HeaderFields.signature) != SIGNATURE:
        bus.send(new_error(call, "org.freedesktop.DBus.Error.InvalidArgs"))
        return
    number = next(numbers)
    _program, replaces, _icon, title, text, actions, hints, _timeout = call.body
    bus.send(new_method_return(call, "u", (replaces or number,)))
    say(
        call=number,
        id=replaces or number,
        title=title,
        text=text,
        actions=actions,
        hints=sorted(hints),
    )


def emit(bus: DBusConnection, line: str) -> None:
    word, number, *more = line.split()
    if word == "click":
        bus.send(new_signal(HERE, "ActionInvoked", "us", (int(number), "default")))
    else:
        bus.send(new_signal(HERE, "ActivationToken", "us", (int(number), more[0])))


def take(bus: DBusConnection, numbers: Iterator[int]) -> None:
    """Everything that has come over the bus."""
    with suppress(TimeoutError):
        while True:
            call = bus.receive(timeout=0)
            if call.header.message_type is MessageType.method_call:
                answer(bus, call, numbers)


def main() -> None:
    bus = open_dbus_connection(bus="SESSION")
    Proxy(message_bus, bus).RequestName(NAME)
    say(ready=True)
    waiting, numbers = selectors.DefaultSelector(), count(7)
    waiting.register(sys.stdin, selectors.EVENT_READ)
    waiting.register(bus.sock, selectors.EVENT_READ)
    while True:
        ready = [key.fileobj for key, _ in waiting.select()]
        if bus.sock in ready:
            take(bus, numbers)
        if sys.stdin in ready:
            lines = os.read(sys.stdin.fileno(), 4096).decode().splitlines()
            if not lines:
                return
            for line in lines:
                emit(bus, line)


if __name__ == "__main__":
    main()
