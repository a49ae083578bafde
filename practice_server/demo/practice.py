"""The whole demo practice as feed items and blobs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from portal_protocol.feed import FeedItem
from practice_server.demo import (
    benchmark,
    charts,
    elsewhere,
    families,
    images,
    mailbox,
    marlowe,
    office,
    people,
    plans,
    transmissions,
)
from practice_server.demo.days import Days
from practice_server.demo.documents import DemoBlob

SEED: Final = 4471


@dataclass(frozen=True, slots=True)
class DemoPractice:
    """What is fed: the blobs go first, since records speak of them."""

    items: tuple[FeedItem, ...]
    blobs: tuple[DemoBlob, ...]


def build(
    size: int | None = None,
    *,
    today: date | None = None,
    blob_bytes: int = 0,
    kind: benchmark.Kind = "records",
    attachments: bool = False,
) -> DemoPractice:
    """Harbor Family Dental as of `today` (by default the day in Port Alder), always the same.

    With a `size`, the Marlowes alone with as many records that Elena's login sees, and documents
    of `blob_bytes` bytes together, or with as many messages, as `kind` says (see `benchmark`).
    With `attachments` patients may attach files.
    """
    now = datetime.now(ZoneInfo(office.PIER.time_zone)).date()
    days, dice = Days(today or now), Random(SEED)
    if size is not None:
        if kind == "messages":
            some, blobs = benchmark.mailbox(days, dice, size)
        else:
            some, blobs = benchmark.family(days, dice, size=size, blob_bytes=blob_bytes)
        return DemoPractice((office.practice(attachments=attachments), *some), _once(blobs))
    every = [families.marlowes(days, dice), *families.others(days, dice)]
    persons = (*people.marlowes(days), *people.others(days))
    planned, papers = plans.plans(days, every[0].visits, mailbox.full_names(persons))
    written, files = mailbox.messages(days, dice, persons)
    taken, shots = images.images(days)
    summary, document = elsewhere.received(days, persons[0])
    items = (
        office.practice(attachments=attachments),
        *persons,
        *people.guardians(),
        *people.logins(),
        *(record for family in every for record in family.records),
        *marlowe.recalls(days),
        *planned,
        *written,
        *taken,
        *charts.charts(days, (visit for family in every for visit in family.visits)),
        *elsewhere.referrals(days),
        summary,
        *transmissions.transmissions(days, summary.id),
    )
    contents = [document.content for family in every for document in family.documents]
    return DemoPractice(items, _once([*contents, *papers, *files, *shots, document]))


def _once(blobs: Iterable[DemoBlob]) -> tuple[DemoBlob, ...]:
    return tuple({content.blob.digest: content for content in blobs}.values())
