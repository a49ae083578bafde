"""Messages and certificates that the Direct Project published are read (SUM-4)."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_der_private_key

from practice_server.store.columns import now
from practice_server.transmit import ber, mdn, smime
from practice_server.transmit.certificates import in_file
from practice_server.transmit.cms import BadMessage
from practice_server.transmit.revocation import RevocationLists
from practice_server.transmit.smime import Identity
from practice_server.transmit.trust import Trust, Use

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "direct"
WEAK = "certificate_untrusted"
pytestmark = [
    pytest.mark.rule("SUM-4"),
    pytest.mark.skipif(not DATA.exists(), reason="the published messages are not here"),
]


def certificate(name: str):
    return in_file(DATA / "certs" / f"{name}.der")[0]


def reader(name: str) -> Identity:
    key = load_der_private_key((DATA / "certs" / f"{name}Key.der").read_bytes(), None)
    assert isinstance(key, RSAPrivateKey)
    return Identity(certificate(name), key)


def message(name: str) -> bytes:
    return (DATA / "messages" / f"{name}.eml").read_bytes()


def test_a_message_of_another_program_is_opened_and_its_signature_holds() -> None:
    opened = smime.read(message("EncAttachment"), reader("ryan"))

    assert opened.content["Subject"] == "test pic"
    kinds = [part.get_content_type() for part in opened.content.iter_parts()]
    assert kinds == ["text/plain", "image/png"]
    assert opened.signatures.signers == [certificate("gm2552")]
    with pytest.raises(BadMessage):
        smime.read(message("EncAttachment"), reader("gm2552"))
    with pytest.raises(BadMessage):
        smime.read(message("MessageWithAttachment"), reader("ryan"))


@pytest.mark.parametrize(
    ("name", "address", "anchor", "reason"),
    [
        # issued with SHA-1, which proves nothing any more
        ("gm2552", "gm2552@securehealthemail.com", "secureHealthEmailCACert", WEAK),
        ("user1", "User1@Cerner.com", "cacert", WEAK),
        ("hsmtest", "hsmtest@messaging.cerner.com", "HSMTestAnchor", WEAK),
        ("ryan", "gm2552@securehealthemail.com", "secureHealthEmailCACert", "certificate_address"),
        ("expired", "expired@testexpired.email.com", "cacert", "certificate_expired"),
        ("cacert", "gmeyer@cerner.com", "cacert", "certificate_usage"),
    ],
)
def test_published_certificates_are_judged(name: str, address: str, anchor: str, reason) -> None:
    trust = Trust([certificate(anchor)], RevocationLists())

    assert trust.why_not(certificate(name), address, Use.ENCRYPT, now()) == reason


def test_an_answer_is_understood_and_one_about_no_message_is_not() -> None:
    told, about_nothing = (
        message_from_bytes(message(name), policy=default) for name in ("MDNMessage", "DSNMessage")
    )
    assert isinstance(told, EmailMessage)
    assert isinstance(about_nothing, EmailMessage)

    assert mdn.read(told, "a@b.example") == ("9501051053.aa04167", "a@b.example", True)
    with pytest.raises(BadMessage):
        mdn.read(about_nothing, "a@b.example")


@pytest.mark.parametrize("cut", [0, 1, 2, 50, 1000, -1])
def test_an_envelope_that_is_cut_off_is_refused(cut: int) -> None:
    envelope = message_from_bytes(message("EncAttachment")).get_payload(decode=True)
    assert isinstance(envelope, bytes)

    assert ber.read(envelope).parts()
    with pytest.raises(ber.BadEncoding):
        ber.read(envelope[: len(envelope) - 2 if cut < 0 else cut])
    with pytest.raises(ber.BadEncoding):
        ber.read(b"\x30\x80" * 5000)
