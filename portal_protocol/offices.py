"""What a practice says of its offices: where, when they are open, how they answer."""

from typing import Annotated

from msgspec import Meta, Struct


class Hours(Struct, frozen=True):
    """Opening hours of one weekday, clinic's local time as HH:MM; `day` 0 is Monday."""

    day: Annotated[int, Meta(ge=0, le=6)]
    opens: str
    closes: str


class PostalAddress(Struct, kw_only=True, frozen=True, omit_defaults=True):
    """An address by its parts; `state` is two letters, `country` ISO 3166's two letters."""

    street: Annotated[tuple[str, ...], Meta(max_length=4)] = ()
    city: str = ""
    state: Annotated[str, Meta(pattern=r"^([A-Z]{2})?\Z")] = ""
    postal_code: str = ""
    country: Annotated[str, Meta(pattern=r"^[A-Z]{2}\Z")] = "US"


class Webmail(Struct, kw_only=True, frozen=True, omit_defaults=True):
    """How the practice answers messages: when, in its own words (MAIL-9), and whether patients may
    attach files (MAIL-5), of which media types and up to how many bytes a file."""

    answers_within: str = ""
    attachments: bool = False
    attachment_types: tuple[str, ...] = ("image/jpeg", "image/png", "application/pdf", "text/plain")
    attachment_bytes: Annotated[int, Meta(ge=0)] = 20_000_000
