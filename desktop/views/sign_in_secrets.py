"""What the forms that hold a password for a while have in common."""

from typing import Protocol, runtime_checkable


@runtime_checkable
class Secretive(Protocol):
    """A form that holds a password for a while."""

    def take_focus(self) -> None:
        """To the field that comes first."""

    def forget_password(self) -> None:
        """Leave no password in the form."""

    def set_busy(self, *, busy: bool) -> None:
        """While it is asked whether the password is right."""


def forget(form: object) -> None:
    """Leave no password in a form, if it has one, and let it be filled in again."""
    if isinstance(form, Secretive):
        form.forget_password()
        form.set_busy(busy=False)


def take_focus(form: object) -> None:
    """To the first field of a form, if it has one."""
    if isinstance(form, Secretive):
        form.take_focus()
