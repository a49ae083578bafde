"""A vault with everything that a practice shares, made small, and ways to take it."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from msgspec import Raw
from typing_extensions import override

from desktop.models.items.family import Family
from desktop.models.record import Taken, TakeWish
from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault import streams
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault
from desktop.services.context import Context, Progress
from desktop.services.record.bringing import Pages
from desktop.services.record.taking import Taking
from portal_protocol.activity import Activity, What
from portal_protocol.images import Image
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.plans import PlannedProcedure, TreatmentPlan
from portal_protocol.records import (
    Appointment,
    Blob,
    Clinic,
    PatientId,
    Payment,
    Person,
    Practice,
    Provider,
    Recall,
    Record,
    Statement,
)
from portal_protocol.summaries import CareSummary
from portal_protocol.sync import Position, StreamPage, SyncAnswer

ELENA, IVY = PatientId("elena"), PatientId("ivy")
NOON = datetime(2026, 10, 28, 12, tzinfo=UTC)
PRACTICE = Practice(
    id="practice",
    name="Harbor Family Dental",
    clinics=(Clinic(id="pier", name="Pier Street", time_zone="UTC", address=("12 Pier Street",)),),
    providers=(Provider(id="farrow", name="Dr. Farrow"),),
)
PEOPLE = tuple(
    Person(id=one, patient=one, first_name=one.title(), last_name="Marlowe") for one in (ELENA, IVY)
)
FAMILY = Family(PEOPLE, PRACTICE)
CCD, PICTURE = b"<ClinicalDocument/>", b"\x89PNG an X-ray"
PDF = b"%PDF-1.4\n% a statement\n" + bytes(range(256)) * 2000


class Listening(Context):
    """Passes every step on, however quickly they come."""

    @override
    def report(self, step: Progress) -> None:
        self._report(step)


def blob_of(data: bytes, media_type: str = "application/pdf", name: str = "") -> Blob:
    """What a record says of these bytes."""
    return Blob(hashlib.sha256(data).hexdigest(), len(data), media_type, name)


@dataclass
class Copy:
    """An open vault with records, and the documents that only the practice has."""

    vault: Vault
    elsewhere: dict[str, bytes] = field(default_factory=dict)
    noted: list[PatientId] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    pages: Pages = lambda _data, _context: None
    family: Family = FAMILY
    contact: bool = True
    upto: int = 0

    def share(self, *records: Record) -> None:
        """Let these records come in."""
        self.upto += len(records)
        bodies = tuple(Raw(msgspec.json.encode(one)) for one in records)
        page = StreamPage(
            stream="patient:elena", upto=Position(self.upto, self.upto), items=bodies, complete=True
        )
        with self.vault.writing() as connection:
            answer = SyncAnswer(pages=(page,), gone=(), server_time=NOON)
            streams.apply(connection, answer)

    def keep(self, data: bytes) -> None:
        """Have a document on this computer."""
        blob = blob_of(data)
        if not self.vault.documents.has(blob.digest):
            with self.vault.documents.open_for_append(blob) as writer:
                writer.write(data)
                writer.finish()

    def fetch(self, _record: Record, blob: Blob, _context: Context) -> None:
        """Fetch a document from the practice, as far as it can be reached."""
        self.asked.append(blob.digest)
        if not self.contact:
            raise PortalError(Trouble.OFFLINE)
        if blob.digest not in self.elsewhere:
            raise PortalError(Trouble.NOT_FOUND)
        self.keep(self.elsewhere[blob.digest])

    def take(self, place: Path, context: Context | None = None, **wish: object) -> Taken:
        """Take the record to that place."""
        wanted = TakeWish(place, **wish)  # type: ignore[arg-type]
        return self.taking().take(wanted, context or Context())

    def taking(self) -> Taking:
        """The service over this copy; the clock of the tests does not move."""
        return Taking(
            self.vault,
            self.fetch,
            self.pages,
            self.family,
            "elena at harbor",
            self.noted.append,
            lambda: NOON,
        )


@contextmanager
def copy_in(folder: Path) -> Iterator[Copy]:
    """An empty copy, closed at the end."""
    vault = Vault.create(VaultFolder(folder / "vault"), VaultKey.new())
    try:
        yield Copy(vault)
    finally:
        vault.close()


def statement(name: str, *documents: bytes, days: int = 0, **changes: object) -> Statement:
    """A statement with these documents."""
    fields: dict[str, object] = {"patient": ELENA, "clinic": "pier", "balance_cents": 34260}
    blobs = tuple(blob_of(data) for data in documents)
    at = NOON - timedelta(days=days)
    return Statement(id=name, at=at, blobs=blobs, **(fields | changes))  # type: ignore[arg-type]


def message(name: str, subject: str, body: str, *blobs: Blob, hours: int = 0) -> Message:
    """A message about Ivy from the practice, with files."""
    return Message(
        id=name,
        patient=IVY,
        at=NOON - timedelta(hours=hours),
        subject=subject,
        body=body,
        author_name="Dr. Farrow",
        blobs=blobs,
    )


def everything(copy: Copy) -> dict[str, bytes]:
    """Share something of each kind; the documents by what their path begins with."""
    sheet, old, own = b"care sheet" * 40_000, b"secret letter", b"echo hello"
    email = SecureEmail(
        id="e-1",
        patient=ELENA,
        at=NOON,
        subject="Your images",
        body="They are here.",
        expires_at=datetime.now(UTC) + timedelta(days=5),
        blobs=(blob_of(old, "image/tiff", "scan.tif"),),
    )
    copy.share(
        PRACTICE,
        *PEOPLE,
        Appointment(id="v-1", patient=IVY, at=NOON, clinic="pier", description="Cleaning <b>"),
        Recall(id="r-1", patient=IVY, at=NOON, description="Check-up"),
        statement("s-1", PDF),
        statement("s-2", PDF + b"2", days=40),
        Payment(id="p-1", patient=ELENA, at=NOON, amount_cents=12345, method="Card"),
        plan(),
        message(
            "m-1",
            "After your visit",
            "Rinse & rest.\nCall us.",
            blob_of(sheet, name="sheet.pdf"),
            blob_of(own, "text/plain", "run.sh"),
        ),
        email,
        CareSummary(
            id="c-1",
            patient=ELENA,
            at=NOON,
            title="Continuity of Care",
            custodian="Bayview",
            received=True,
            missing=("allergy_codes",),
            blobs=(blob_of(CCD, "application/xml", "ccd.xml"),),
        ),
        Image(
            id="i-1",
            patient=IVY,
            at=NOON,
            folder="x",
            folder_name="X-rays",
            description="Bitewing, left",
            blobs=(blob_of(PICTURE, "image/png", "1.png"),),
        ),
        activity(),
    )
    documents = {
        "Statements/2026-10-28 Statement, Elena.pdf": PDF,
        "Statements/2026-09-18 Statement, Elena.pdf": PDF + b"2",
        "Treatment plans/2026-10-28 Treatment plan, Elena.pdf": b"signed plan",
        "Messages/2026-10-28 After your visit, Ivy/sheet.pdf": sheet,
        "Messages/2026-10-28 After your visit, Ivy/run.sh": own,
        "Secure email/2026-10-28 Your images, Elena/scan.tif": old,
        "Care summaries/2026-10-28 Care summary, Elena.xml": CCD,
        "Images/2026-10-28 Bitewing, left, Ivy.png": PICTURE,
    }
    for data in documents.values():
        copy.keep(data)
    return documents


def plan() -> TreatmentPlan:
    """A plan with one procedure and a signed PDF."""
    crown = PlannedProcedure(
        id="c-1", description="Crown", tooth="14", fee_cents=100_00, patient_cents=100_00
    )
    return TreatmentPlan(
        id="t-1",
        patient=ELENA,
        at=NOON,
        heading="Two crowns",
        procedures=(crown,),
        blobs=(blob_of(b"signed plan"),),
    )


def activity() -> Activity:
    """Elena looked at Ivy's visit."""
    return Activity(
        id="a-1",
        patient=IVY,
        at=NOON,
        actor=ELENA,
        actor_name="Elena Marlowe",
        what=What.VIEWED,
        subject="appointment",
        subject_id="v-1",
        device="Home computer",
    )


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path with slashes."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def trouble_of(call: Callable[[], object]) -> Trouble | None:
    """The trouble that a call ends with."""
    try:
        call()
    except PortalError as error:
        return error.trouble
    return None
