"""The demo practice's images as records, in folders that are shared and that are not (IMG-1)."""

from portal_protocol.feed import FeedItem
from portal_protocol.images import Image
from practice_server.demo.days import Days, clock
from practice_server.demo.documents import DemoBlob, demo_blob
from practice_server.demo.office import PIER
from practice_server.demo.shots import ENDINGS, FOLDERS, Shot, shots

FIRST_AT = 9 * 60 + 12
"""Minutes after midnight; images of one day follow each other."""


def images(days: Days) -> tuple[list[FeedItem], list[DemoBlob]]:
    """The folders, every image, and the files."""
    made: list[FeedItem] = list(FOLDERS)
    files = []
    for number, shot in enumerate(shots(), start=1):
        name = f"{shot.patient}-{number:03}.{ENDINGS[shot.kind]}"
        file = demo_blob(shot.make(), media_type=shot.kind, name=name)
        files.append(file)
        made.append(_record(shot, number, file, days))
    return made, files


def _record(shot: Shot, number: int, file: DemoBlob, days: Days) -> Image:
    minutes = FIRST_AT + number
    at = f"{minutes // 60:02}:{minutes % 60:02}"
    return Image(
        id=f"{shot.patient}-image-{number:03}",
        patient=shot.patient,
        at=clock(days.office_day(shot.taken), at, PIER.time_zone),
        folder=shot.folder,
        description=shot.description,
        provider=shot.provider,
        settings=shot.settings,
        blobs=(file.blob,),
    )
