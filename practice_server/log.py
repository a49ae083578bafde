"""Structured logs: one JSON object a line on standard error.

Nothing of a patient's is in them: a request is logged by the pattern of its route, not by its path,
and an exception by its type and place, not by its message.
"""

import logging
import sys
import traceback
from datetime import UTC, datetime

import msgspec
from typing_extensions import override

logger = logging.getLogger("practice_server")
FIELDS = "fields"


def record(event: str, *, level: int = logging.INFO, **fields: str | float | None) -> None:
    """Log `event` with `fields`, which must hold neither health data, identifiers nor tokens."""
    if logger.isEnabledFor(level):
        logger.log(level, event, extra={FIELDS: fields})


def fault(event: str, error: BaseException, **fields: str | float | None) -> None:
    """Log a bug by its type and frames: its message may hold what must not be here."""
    record(event, level=logging.ERROR, **fields, **_described(error))


def set_up(level: str) -> None:
    """Send this process's logs to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logger.setLevel(level.upper())
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    logging.getLogger("uvicorn.error").setLevel(logging.INFO)


class JsonLines(logging.Formatter):
    """A log record as one line of JSON: time, level, event, fields."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": _event(record),
            **getattr(record, FIELDS, {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line |= _described(record.exc_info[1])
        return msgspec.json.encode(line).decode()


def _event(record: logging.LogRecord) -> str:
    # uvicorn logs an application's exception with its traceback as the message
    return record.getMessage().partition("\n")[0] or record.name


def _described(error: BaseException) -> dict[str, str]:
    frames = traceback.extract_tb(error.__traceback__)[-12:]
    where = [f"{frame.filename.rpartition('site-packages')[2]}:{frame.lineno}" for frame in frames]
    return {"error": type(error).__qualname__, "where": " > ".join(where)}
