"""What a search found as rows, under the names of the places where it is read (HEAD-6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop.models.folding import marks, phrases
from desktop.models.found import Findable, Findings, Hit, Range, SearchState
from desktop.models.items import care, images, statements, visits
from desktop.models.items import format as written
from desktop.models.items.family import Family
from desktop.models.items.messages import spoken_when, when
from desktop.models.items.visits import GroupRow
from portal_protocol.images import Image
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.plans import TreatmentPlan
from portal_protocol.records import SECTION_OF, Appointment, Kind, Recall, Section, Statement
from portal_protocol.summaries import CareSummary

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Line:
    """A text, and where the words stand in it."""

    text: str
    marks: tuple[Range, ...] = ()


@dataclass(frozen=True, slots=True)
class HitRow:
    """One record that was found: what it is, whose and from when, and where the words are."""

    key: str
    hit: Hit
    head: Line
    about: Line
    excerpt: Line
    spoken: str
    enabled: bool = True

    @property
    def title(self) -> str:
        """What it is."""
        return self.head.text


FoundRow = GroupRow | HitRow


def kind_of(record: Findable) -> Kind:
    """Which kind a record is."""
    return Kind(str(record.__struct_config__.tag))


def found_rows(findings: Findings, family: Family, today: date) -> list[FoundRow]:
    """The hits by section, in the order of the tabs; within one, the best first."""
    rows: list[FoundRow] = []
    for section in Section:
        hits = [hit for hit in findings.hits if SECTION_OF[kind_of(hit.record)] is section]
        if hits:
            rows.append(GroupRow(f"section:{section}", section_name(section)))
            rows += [_row(hit, findings.typed, family, today) for hit in hits]
    return rows


def section_name(section: Section) -> str:
    """The section as its tab says it."""
    return {
        Section.APPOINTMENTS: translate("Search", "Appointments"),
        Section.ACCOUNT: translate("Search", "Account"),
        Section.PLAN: translate("Search", "Plan"),
        Section.WEBMAIL: translate("Search", "WebMail"),
        Section.SUMMARY: translate("Search", "Summary"),
        Section.IMAGES: translate("Search", "Images"),
    }[section]


def count_words(findings: Findings) -> str:
    """12 found, or that there are more than are shown."""
    count = len(findings.hits)
    if findings.more:
        text = translate("Search", "The best %1 are shown. Type another word to find fewer.")
        return text.replace("%1", written.number(count))
    return translate("Search", "%1 found").replace("%1", written.number(count))


def searched_words(sections: Iterable[Section], name: str) -> str:
    """What was searched when nothing was found; `name` is the person in view, "" for everyone."""
    places = {
        Section.APPOINTMENTS: translate("Search", "appointments"),
        Section.ACCOUNT: translate("Search", "statements and what their documents say"),
        Section.PLAN: translate("Search", "treatment plans"),
        Section.WEBMAIL: translate("Search", "messages"),
        Section.SUMMARY: translate("Search", "care summaries and what they say"),
        Section.IMAGES: translate("Search", "images"),
    }
    offered = frozenset(sections)
    said = ", ".join(words for section, words in places.items() if section in offered)
    if name:
        text = translate("Search", "Searched for %1: %2. Choose Everyone to search for all.")
        return text.replace("%1", name).replace("%2", said)
    return translate("Search", "Searched: %1.").replace("%1", said)


def state_words(state: SearchState) -> str:
    """What the search does not know yet, "" when it knows everything."""
    if state.records:
        return translate("Search", "Still reading your records")
    if state.documents == 1:
        return translate("Search", "Still reading 1 document")
    if state.documents:
        return translate("Search", "Still reading %Ln documents", "", state.documents)
    if state.absent == 1:
        return translate("Search", "1 document is not on this computer and was not searched")
    if state.absent:
        return translate(
            "Search",
            "%Ln documents are not on this computer and were not searched",
            "",
            state.absent,
        )
    return ""


def _row(hit: Hit, typed: str, family: Family, today: date) -> HitRow:
    record, wanted = hit.record, phrases(typed)
    title, about = _title(record, family), _about(record, family, today)
    said = (title, _about(record, family, today, spoken=True), hit.excerpt.text)
    return HitRow(
        key=f"{kind_of(record)}:{record.id}",
        hit=hit,
        head=Line(title, marks(title, wanted)),
        about=Line(about, marks(about, wanted)),
        excerpt=Line(hit.excerpt.text, hit.excerpt.marks),
        spoken=", ".join(filter(None, said)),
    )


def _title(record: Findable, family: Family) -> str:
    match record:
        case Appointment():
            return visits.title_of(record)
        case Recall():
            return record.description or translate("Search", "A visit that is due")
        case Statement():
            return statements.title_of(record, family)
        case TreatmentPlan():
            return record.heading or translate("Search", "Treatment plan")
        case CareSummary() | Image():
            return (
                care.title_of(record)
                if isinstance(record, CareSummary)
                else images.title_of(record)
            )
    return record.subject or translate("Search", "No subject")


def _about(record: Findable, family: Family, today: date, *, spoken: bool = False) -> str:
    """Who and when: Ivy with Priya Sandoval, RDH, Nov 12, 2026."""
    say = spoken_when if spoken else when
    match record:
        case Appointment():
            at = record.at
            here = written.local(at, family.zone(record.clinic)) if at else None
            day = written.day(here.date()) if here else ""
            parts: Sequence[str] = (visits.who_with(record, family), day)
        case Statement():
            parts = (statements.about(record, family),)
        case Message() if record.from_patient:
            to = translate("Search", "To %1").replace("%1", record.to_name)
            parts = (to if record.to_name else "", say(record.at, today))
        case Message() | SecureEmail():
            parts = (record.author_name, say(record.at, today))
        case CareSummary():
            parts = (family.name(record.patient), care.from_words(record), say(record.at, today))
        case Image():
            parts = (family.name(record.patient), images.detail_of(record, family))
        case _:
            parts = (family.name(record.patient), say(record.at, today))
    return ", ".join(filter(None, parts))
