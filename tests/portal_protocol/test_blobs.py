"""What names bytes: a digest and a size that every store can hold."""

import msgspec
import pytest

from portal_protocol.records import Blob

DIGEST = "a" * 64


@pytest.mark.parametrize(
    ("digest", "size"), [(DIGEST, -1), (DIGEST, 2**53), (DIGEST, 2**63), (DIGEST + "\n", 1)]
)
def test_a_name_of_bytes_that_cannot_be_is_refused(digest: str, size: int) -> None:
    with pytest.raises(msgspec.ValidationError, match=r"\$\.(digest|size)"):
        msgspec.convert({"digest": digest, "size": size}, Blob)


def test_the_largest_size_is_taken() -> None:
    assert msgspec.convert({"digest": DIGEST, "size": 2**53 - 1}, Blob).size == 2**53 - 1
