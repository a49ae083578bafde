"""Exceptions that nobody caught: one calm notice a second."""

import sys

import pytest

from desktop.hooks import Hooks
from desktop.models.trouble import PortalError, Trouble


def raised() -> ValueError:
    try:
        int("tooth 14")
    except ValueError as error:
        return error
    raise AssertionError


@pytest.mark.rule("EASE-6")
def test_a_thousand_exceptions_in_a_second_are_one_notice(
    caplog: pytest.LogCaptureFixture,
) -> None:
    told: list[PortalError] = []
    now = [50.0]
    hooks = Hooks(told.append, clock=lambda: now[0])
    error = raised()
    for _ in range(1000):
        hooks.caught(type(error), error, error.__traceback__)
    assert [one.trouble for one in told] == [Trouble.BUG]
    assert told[0].reference in caplog.text
    assert "tooth" not in caplog.text
    now[0] += 1
    hooks.caught(type(error), error, error.__traceback__)
    assert len(told) == 2


def test_the_hooks_are_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    hooks = Hooks(lambda _error: None)
    hooks.install()
    assert sys.excepthook == hooks.caught
    hooks.remove()
    assert sys.excepthook is sys.__excepthook__
