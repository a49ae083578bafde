"""What a reply begins with: the subject prefixed once, the original quoted once (MAIL-2)."""

import re
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication

from desktop.models.items import format as written
from portal_protocol.mail import MOST_BODY, MOST_SUBJECT, Message

translate = QCoreApplication.translate

PREFIX = "Re: "
MOST_QUOTED = MOST_BODY // 2
"""Signs of a quoted original; the whole of it stands in the conversation."""

_PREFIXES = re.compile(r"^\s*((re|aw)\s*(\[\d+\])?\s*:\s*)*", re.IGNORECASE)


def subject(original: str) -> str:
    """Re: and the original's subject, whatever stood before that already."""
    return f"{PREFIX}{_PREFIXES.sub('', original)}".strip()[:MOST_SUBJECT]


def body(text: str, original: Message) -> str:
    """The text, then who wrote when, then what they wrote with "> " before each line."""
    lines = _own_words(original.body)[:MOST_QUOTED].splitlines()
    quoted = "\n".join(f"> {line}".rstrip() for line in lines)
    return f"{text}\n\n{_who_wrote(original)}\n{quoted}"


def _who_wrote(original: Message) -> str:
    at = (original.at or datetime.fromtimestamp(0, UTC)).astimezone()
    when = f"{written.day(at.date())}, {written.time(at)}"
    return (
        translate("Mail", "%1 wrote on %2:").replace("%1", original.author_name).replace("%2", when)
    )


def _own_words(text: str) -> str:
    """Without what the original quotes itself, and the line that says whom."""
    kept: list[str] = []
    for line in text.splitlines():
        if line.startswith(">"):
            if kept and kept[-1].rstrip().endswith(":"):
                kept.pop()
            continue
        kept.append(line)
    return "\n".join(kept).strip()
