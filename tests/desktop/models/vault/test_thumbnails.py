"""Thumbnails: under their records, and gone with them (IMG-1, WHO-6)."""

import pytest
from msgspec.structs import replace
from sqlalchemy import func, select

from desktop.models.vault import schema, thumbnails
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.tables import thumbnail
from desktop.models.vault.vault import Vault
from portal_protocol.image_settings import ImageSettings
from portal_protocol.images import Image
from portal_protocol.records import Section
from portal_protocol.sync import Tombstone, patient_stream
from tests.desktop.models.vault.making import ELENA, blob_of, page, take
from tests.picturing import image

IMAGES = patient_stream(ELENA, Section.IMAGES)
FILE = blob_of(b"a picture")
SMALL = b"a small picture"


def of(name: str) -> Image:
    return image(ELENA, FILE, name)


@pytest.fixture
def pictured(vault: Vault) -> Vault:
    """A vault with two images that have their thumbnails."""
    take(vault, page(IMAGES, 1, [of("1"), of("2")]))
    keep(vault, "1", "2")
    return vault


def keep(vault: Vault, *names: str) -> None:
    with vault.writing() as connection:
        for name in names:
            thumbnails.put(connection, of(name), SMALL)


def kept(vault: Vault) -> dict[str, bytes]:
    with vault.reading() as connection:
        return thumbnails.stored(connection, [of("1"), of("2"), of("3")])


def rows(vault: Vault) -> int:
    with vault.reading() as connection:
        return connection.execute(select(func.count()).select_from(thumbnail)).scalar_one()


def test_what_was_kept_is_found_again(pictured: Vault) -> None:
    assert kept(pictured) == {"1": SMALL, "2": SMALL}
    with pictured.writing() as connection:
        thumbnails.put(connection, of("1"), thumbnails.HOPELESS)
    assert kept(pictured)["1"] == thumbnails.HOPELESS


@pytest.mark.rule("WHO-6")
def test_a_thumbnail_goes_with_its_record(pictured: Vault) -> None:
    take(pictured, page(IMAGES, 2, [Tombstone(id="1", of="image")]))
    assert kept(pictured) == {"2": SMALL}
    take(pictured, gone=(IMAGES,))
    assert rows(pictured) == 0


@pytest.mark.rule("IMG-2")
def test_other_settings_need_another_thumbnail(pictured: Vault) -> None:
    turned = replace(of("1"), settings=ImageSettings(degrees=90))
    take(pictured, page(IMAGES, 2, [turned]))
    assert kept(pictured) == {"2": SMALL}
    keep(pictured, "1")  # one that was being made of it as it was before
    with pictured.reading() as connection:
        assert thumbnails.stored(connection, [turned]) == {}
    with pictured.writing() as connection:
        thumbnails.put(connection, turned, b"on its side")
        assert thumbnails.stored(connection, [turned]) == {"1": b"on its side"}


def test_a_stream_that_starts_over_leaves_none_behind(pictured: Vault) -> None:
    take(pictured, page(IMAGES, 9, [of("2")], start_over=True))
    assert rows(pictured) == 0
    keep(pictured, "2")
    assert kept(pictured) == {"2": SMALL}


def test_nothing_is_kept_for_a_record_that_went(pictured: Vault) -> None:
    keep(pictured, "3")
    assert rows(pictured) == 2


def test_another_file_needs_another_thumbnail(pictured: Vault) -> None:
    other = replace(of("1"), blobs=(blob_of(b"another"),))
    with pictured.reading() as connection:
        assert thumbnails.stored(connection, [other]) == {}


def test_a_copy_of_the_first_version_gets_the_table(
    vault: Vault, folder: VaultFolder, key: VaultKey
) -> None:
    with vault.writing() as connection:
        thumbnail.drop(connection)
        for name in ("thumbnail_outdated", "thumbnail_dropped"):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("PRAGMA user_version = 1")
    take(vault, page(IMAGES, 1, [of("1")]))
    vault.close()

    again = Vault.open(folder, key)
    try:
        keep(again, "1")
        assert kept(again) == {"1": SMALL}
        with again.reading() as connection:
            assert schema.version(connection) == schema.VERSION
    finally:
        again.close()
