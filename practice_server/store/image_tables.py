"""The tables of images: the practice's folders, and every image that it told of."""

from sqlalchemy import Boolean, Column, LargeBinary, String, Table

from practice_server.store.metadata import metadata

image_folder = Table(
    "image_folder",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("shared", Boolean, nullable=False),
)
"""The practice's folders; only images of shared ones are in a stream (IMG-1)."""

fed_image = Table(
    "fed_image",
    metadata,
    Column("id", String, primary_key=True),
    Column("folder", String, nullable=False, index=True),
    Column("body", LargeBinary, nullable=False),
)
"""Images as the feed brought them, shared or not, so that a folder can be shared later."""
