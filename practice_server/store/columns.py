"""Column types that mean the same in SQLite and PostgreSQL."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Column, Dialect, Integer
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

BigKey = BigInteger().with_variant(Integer, "sqlite")
"""A 64-bit integer that SQLite can use as its row id."""


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime, kept as microseconds since 1970; naive values raise `ValueError`."""

    impl = BigInteger
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone")
        return microseconds(value)

    @override
    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + int(value) * _MICROSECOND


def instant(name: str, *, nullable: bool = False) -> Column[datetime]:
    """A column of aware UTC times."""
    return Column(name, Instant, nullable=nullable)


def microseconds(moment: datetime) -> int:
    """An aware time as microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)
