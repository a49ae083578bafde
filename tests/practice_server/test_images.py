"""Images: only those of shared folders are ever in a stream (IMG-1)."""

import msgspec
import pytest

from portal_protocol.feed import FeedResult, Removal
from portal_protocol.image_settings import AS_IT_IS, Crop, ImageSettings, Window
from portal_protocol.images import Image, ImageFolder
from portal_protocol.records import Blob, PatientId
from practice_server.access import may_read_blob
from practice_server.problems import BadRequest
from practice_server.store.store import Store
from tests.practice_server.worlds import NOON, Copy, family, feed, person, snapshot

FILE = Blob(digest="ab" * 32, size=9, media_type="image/png", name="left.png")
X_RAYS = ImageFolder(id="x", name="X-rays", shared=True)
HELD_BACK = ImageFolder(id="x", name="X-rays", shared=False)
SETTINGS = ImageSettings(Crop(1, 2, 30, 40), 90, flipped=True, window=Window(20, 200))


def image(identity: str = "i", *, folder: str = "x", patient: str = "ivy") -> Image:
    return Image(
        id=identity,
        patient=PatientId(patient),
        at=NOON,
        folder=folder,
        description="Bitewing, left",
        settings=SETTINGS,
        blobs=(FILE,),
    )


@pytest.mark.rule("IMG-1")
def test_an_image_of_a_shared_folder_arrives_whole_with_the_folders_name(store: Store) -> None:
    elena = family(store)
    feed(store, X_RAYS, msgspec.structs.replace(image(), folder_name="Not the server's"))

    body = Copy(elena).sync(store).rows["patient:ivy/images"]["image", "i"]
    found = msgspec.json.decode(body, type=Image)
    assert found == msgspec.structs.replace(image(), folder_name="X-rays")


@pytest.mark.rule("IMG-1")
@pytest.mark.parametrize("told", [[HELD_BACK], []], ids=["not shared", "never told of"])
def test_an_image_of_another_folder_is_never_written(store: Store, told: list[ImageFolder]) -> None:
    elena = family(store)
    before = snapshot(store)["record"]

    feed(store, *told, image())

    assert not Copy(elena).sync(store).ids("image")
    assert snapshot(store)["record"] == before
    with store.reading() as connection:
        assert may_read_blob(connection, elena, "image", "i", FILE.digest) is None


@pytest.mark.rule("IMG-1")
@pytest.mark.rule("WHO-6")
@pytest.mark.parametrize("end", [HELD_BACK, Removal(of="image_folder", id="x")])
def test_a_folder_that_is_taken_back_takes_its_images_out(
    store: Store, end: ImageFolder | Removal
) -> None:
    elena = family(store)
    feed(store, X_RAYS, ImageFolder(id="y", name="Photos", shared=True))
    feed(store, image("1"), image("2", patient="elena"), image("3", folder="y"))
    copy = Copy(elena).sync(store)
    assert copy.ids("image") == {"1", "2", "3"}

    assert feed(store, end) == FeedResult(changed=1, same=0)

    assert copy.sync(store).ids("image") == {"3"}
    with store.reading() as connection:
        assert may_read_blob(connection, elena, "image", "1", FILE.digest) is None
    feed(store, X_RAYS)
    assert copy.sync(store).ids("image") == {"1", "2", "3"}


@pytest.mark.rule("IMG-1")
def test_a_folder_that_is_shared_late_or_renamed_needs_nothing_told_anew(store: Store) -> None:
    elena = family(store)
    feed(store, image("1"), image("2"))
    copy = Copy(elena).sync(store)
    feed(store, X_RAYS, Removal(of="image", id="2"))
    assert copy.sync(store).ids("image") == {"1"}

    feed(store, ImageFolder(id="x", name="Radiographs", shared=True))

    assert [row["folder_name"] for row in copy.sync(store).shown("image").values()] == [
        "Radiographs"
    ]


def test_an_image_moves_between_folders_and_persons(store: Store) -> None:
    copy = Copy(family(store))
    feed(store, X_RAYS, image())
    assert copy.sync(store).ids("image") == {"i"}
    feed(store, image(folder="unknown"))
    assert not copy.sync(store).ids("image")
    feed(store, image(patient="jonas"))
    assert ("image", "i") in copy.sync(store).rows["patient:jonas/images"]


def test_repeating_folders_and_images_changes_nothing(store: Store) -> None:
    family(store)
    items = (X_RAYS, image("1"), image("2"), ImageFolder(id="y", name="Forms"))
    assert feed(store, *items) == FeedResult(changed=4, same=0)
    before = snapshot(store)

    assert feed(store, *items) == FeedResult(changed=0, same=4)
    assert snapshot(store) == before


def test_of_two_things_told_about_a_folder_the_later_one_counts(store: Store) -> None:
    elena = family(store)
    feed(store, X_RAYS, image(), HELD_BACK)
    assert not Copy(elena).sync(store).ids("image")


@pytest.mark.rule("IMG-5")
def test_images_of_a_person_who_is_not_shown_go(store: Store) -> None:
    elena = family(store)
    feed(store, X_RAYS, image())
    copy = Copy(elena).sync(store)

    feed(store, msgspec.structs.replace(person("ivy", "elena"), status="archived"))

    assert not copy.sync(store).ids("image")


@pytest.mark.rule("IMG-2")
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"settings": ImageSettings(window=Window(200, 200))}, "settings.window"),
        ({"blobs": ()}, "blobs"),
        ({"blobs": (FILE, FILE)}, "blobs"),
    ],
)
def test_an_image_that_cannot_be_shown_is_refused_by_the_name_of_the_field(
    store: Store, wrong: dict[str, object], field: str
) -> None:
    family(store)
    before = snapshot(store)

    with pytest.raises(BadRequest) as refused:
        feed(store, X_RAYS, msgspec.structs.replace(image(), **wrong))

    assert refused.value.detail.startswith(f"item 1: {field}: ")
    assert snapshot(store) == before


@pytest.mark.parametrize("folder", [ImageFolder(id="a/b", name="A"), ImageFolder(id="a", name=" ")])
def test_a_folder_without_a_name_is_refused(store: Store, folder: ImageFolder) -> None:
    with pytest.raises(BadRequest, match="cannot be understood"):
        feed(store, folder)


def test_settings_that_change_nothing_are_not_sent() -> None:
    plain = msgspec.structs.replace(image(), settings=AS_IT_IS)
    assert b"settings" not in msgspec.json.encode(plain)
