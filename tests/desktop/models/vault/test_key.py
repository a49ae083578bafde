"""The vault's key tells nothing, and only its password opens it."""

import pickle

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.vault.key import VaultKey, WrappedKey, WrongPassword, unwrap, wrap
from tests.desktop.models.vault.making import digest_of


def test_password_opens_the_key_again():
    key = VaultKey.new()
    wrapped = wrap(key, "pass wörd")

    assert unwrap(wrapped, "pass wo\u0308rd") == key
    assert key.to_bytes() not in msgspec.json.encode(wrapped)


@pytest.mark.rule("OFF-4")
def test_wrong_password_is_told_and_the_derivation_is_that_of_rfc_9106():
    wrapped = wrap(VaultKey.new(), "right")

    with pytest.raises(WrongPassword):
        unwrap(wrapped, "wrong")
    assert (wrapped.memory_kib, wrapped.passes, wrapped.lanes) == (64 * 1024, 3, 4)


@pytest.mark.parametrize(
    "change",
    [
        {"memory_kib": 2**30},
        {"passes": 10_000},
        {"lanes": 0},
        {"salt": b""},
        {"nonce": b"short"},
        {"sealed": b""},
        {"passes": 2},
    ],
)
def test_changed_wrapping_opens_nothing_and_takes_no_endless_memory(change: dict[str, object]):
    wrapped = wrap(VaultKey.new(), "right")

    with pytest.raises(WrongPassword):
        unwrap(msgspec.structs.replace(wrapped, **change), "right")


def test_key_shows_nothing_of_itself():
    key = VaultKey.new()

    assert repr(key) == "VaultKey(…)"
    with pytest.raises(TypeError, match="never pickled"):
        pickle.dumps(key)


def test_what_is_derived_differs_and_stays():
    key = VaultKey.from_bytes(bytes(range(32)))
    one, other = digest_of(b"one"), digest_of(b"other")

    derived = [key.database(), key.documents(one).hex(), key.documents(other).hex(), key.name(one)]
    assert len({*derived, key.name(other), key.to_bytes().hex()}) == 6
    assert VaultKey.from_bytes(key.to_bytes()).name(one) == key.name(one)


def test_key_of_another_length_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        VaultKey.from_bytes(b"short")


def test_keys_compare_by_secret():
    key = VaultKey.new()

    assert key == VaultKey.from_bytes(key.to_bytes())
    assert len({key, VaultKey.from_bytes(key.to_bytes())}) == 1
    assert key != VaultKey.new()
    assert key != "key"


@given(st.binary(max_size=40), st.binary(max_size=40), st.binary(max_size=80))
def test_wrapped_key_survives_json(salt: bytes, nonce: bytes, sealed: bytes):
    wrapped = WrappedKey(salt=salt, nonce=nonce, sealed=sealed)

    assert msgspec.json.decode(msgspec.json.encode(wrapped), type=WrappedKey) == wrapped
