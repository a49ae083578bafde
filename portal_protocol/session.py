"""Signing in and out, and what a practice says of itself before anybody signs in."""

from typing import Annotated

from msgspec import Meta, Struct
from typing_extensions import override

from portal_protocol.records import PatientId, Practice, Utc


class Device(Struct, kw_only=True, frozen=True):
    """The computer that signs in: what its owner calls it, its system and the program's version."""

    name: Annotated[str, Meta(max_length=100)]
    system: Annotated[str, Meta(max_length=50)]
    program: Annotated[str, Meta(max_length=50)]


class SignIn(Struct, kw_only=True, frozen=True):
    """`POST /v1/session` (SIGN-4). `repr` hides the password."""

    user_name: Annotated[str, Meta(max_length=100)]
    password: Annotated[str, Meta(max_length=1000)]
    device: Device

    @override
    def __repr__(self) -> str:
        return "SignIn(…)"


class Session(Struct, kw_only=True, frozen=True):
    """What signing in and refreshing answer. `repr` hides the tokens.

    `access` opens every call until `access_until`; `refresh` gets the next pair, once. `end` can
    do nothing but end this session, so that it may wait on the disk of a computer that is offline
    (SIGN-13).
    """

    login: str
    patient: PatientId
    user_name: str
    device: str
    access: str
    access_until: Utc
    refresh: str
    end: str

    @override
    def __repr__(self) -> str:
        return f"Session(login={self.login!r}, …)"


class Refresh(Struct, frozen=True):
    """`POST /v1/session/refresh`. A second use of an old token ends all of its family."""

    refresh: str

    @override
    def __repr__(self) -> str:
        return "Refresh(…)"


class End(Struct, frozen=True):
    """`POST /v1/session/end` (SIGN-13)."""

    end: str

    @override
    def __repr__(self) -> str:
        return "End(…)"


class Welcome(Struct, kw_only=True, frozen=True):
    """`GET /v1/practice`: what anybody may see (SIGN-1…3): name, logo, clinics, no persons."""

    practice: Practice
    server_time: Utc
    api: str = "v1"
