"""What a search finds, and how far it knows the records (HEAD-6). No Qt, no vault."""

from typing import NamedTuple

from msgspec import Struct

from portal_protocol.images import Image
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.plans import TreatmentPlan
from portal_protocol.records import Appointment, Recall, Statement
from portal_protocol.summaries import CareSummary

Findable = (
    Appointment | Recall | Statement | TreatmentPlan | Message | SecureEmail | CareSummary | Image
)
"""Records that search knows."""

Range = tuple[int, int]
"""Start and end of a part of a text, in signs."""


class Excerpt(NamedTuple):
    """A part of a text, and where the words stand in it; `found` counts the phrases in it."""

    text: str
    marks: tuple[Range, ...]
    found: int


class SearchState(Struct, frozen=True):
    """How many records and documents search has still to read.

    `absent` documents are not on this computer: what they say is not searched.
    """

    records: int = 0
    documents: int = 0
    absent: int = 0

    @property
    def reading(self) -> bool:
        """Whether more will be found later."""
        return bool(self.records or self.documents)


class Hit(Struct, frozen=True):
    """A record that has the words; `excerpt` is the part of it, or of its PDF, that shows them."""

    record: Findable
    excerpt: Excerpt


class Findings(Struct, frozen=True):
    """The best hits for what was typed, the best first; `more` when there are others."""

    typed: str = ""
    hits: tuple[Hit, ...] = ()
    more: bool = False
