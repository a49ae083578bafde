"""By Direct: signed, encrypted, packed as XDM, and only where trust is established (SUM-4)."""

import subprocess
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from portal_protocol.records import PatientId
from portal_protocol.transmissions import Transmission, Way
from practice_server.problems import AddressRefused, NotFound, NotTrusted
from practice_server.store.columns import now
from practice_server.transmit import smime
from practice_server.transmit.certificates import Directory, resolver_at
from practice_server.transmit.cms import BadMessage
from practice_server.transmit.revocation import RevocationLists
from practice_server.transmit.trust import Trust, Use
from tests.practice_server.transmit.community import (
    ADDRESSEE,
    DOMAIN,
    PRACTICE,
    YEAR,
    Authority,
    anchor,
    identity,
    key_pem,
    pem,
)
from tests.practice_server.transmit.conftest import REFERRAL
from tests.practice_server.transmit.names import name_server
from tests.practice_server.transmit.office import Office, attached, unzipped
from tests.practice_server.worlds import feed

pytestmark = pytest.mark.rule("SUM-4")


def ask(office: Office, **changes) -> Transmission:
    return office.ask(**{"way": Way.DIRECT, "address": "", "referral": "to-chen", **changes})


def openssl(*arguments: str, given: bytes) -> bytes:
    return subprocess.run(
        ["openssl", *arguments], input=given, capture_output=True, check=True
    ).stdout


def test_what_is_sent_opens_for_the_addressee_and_is_signed_by_the_practice(
    direct_office: Office, community: Authority, tmp_path: Path
) -> None:
    told = ask(direct_office)
    assert (told.address, told.to_name) == (ADDRESSEE, "Dr. Chen")
    assert direct_office.send() == 1
    assert direct_office.state() == ("sent", "")

    ((to, mail),) = direct_office.post.taken
    assert to == ADDRESSEE
    (tmp_path / "key.pem").write_bytes(key_pem("addressee"))
    (tmp_path / "anchor.pem").write_bytes(pem(community.certificate))
    keys = ("-inkey", str(tmp_path / "key.pem"))
    signed = openssl("cms", "-decrypt", *keys, given=mail.as_bytes())
    anchors = ("-CAfile", str(tmp_path / "anchor.pem"))
    wrapped = openssl("cms", "-verify", *anchors, given=signed)
    inner = message_from_bytes(wrapped, policy=default).get_payload(0)
    assert isinstance(inner, EmailMessage)
    assert "XDM/1.0/DDM" in inner["Subject"]
    assert inner["Disposition-Notification-To"] == PRACTICE
    assert inner["Message-ID"] == mail["Message-ID"] == f"<{told.id}@direct.harbor.example>"
    files = unzipped(attached(inner))
    assert files["IHE_XDM/SUBSET01/DOC00001.XML"] == direct_office.clinic.document()


def test_nothing_but_who_writes_to_whom_is_readable_on_the_way(direct_office: Office) -> None:
    ask(direct_office, note="Before Thursday")
    direct_office.send()

    ((_, mail),) = direct_office.post.taken
    assert {name.lower() for name in mail} == {
        "to",
        "from",
        "date",
        "message-id",
        "mime-version",
        "content-type",
        "content-transfer-encoding",
        "content-disposition",
        *({"x-peer", "x-mailfrom", "x-rcptto"} & {name.lower() for name in mail}),
    }
    envelope = mail.get_payload(decode=True)
    assert isinstance(envelope, bytes)
    assert b"aes-256-cbc" in openssl("asn1parse", "-inform", "der", given=envelope)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"trusted": False}, NotTrusted),
        ({"direct_address": ""}, NotTrusted),
        ({"direct_address": "nobody"}, AddressRefused),
        ({"patient": PatientId("elena")}, NotFound),
    ],
)
def test_only_a_provider_with_established_trust_is_written_to(
    direct_office: Office, changes, refusal
) -> None:
    feed(direct_office.clinic.store, msgspec.structs.replace(REFERRAL, **changes))

    with pytest.raises(refusal):
        ask(direct_office)
    with pytest.raises(NotFound):
        ask(direct_office, referral="nothing")


REASONS = {
    "no_certificate": lambda _: None,
    "certificate_address": lambda a: a.vouch("other@direct.endo.example"),
    "certificate_expired": lambda a: a.vouch(dates=(-YEAR, -timedelta(days=1))),
    "certificate_usage": lambda a: a.vouch(encrypts=False),
    "certificate_untrusted": lambda _: anchor("Stranger").vouch(),
}


@pytest.mark.parametrize("reason", REASONS)
def test_a_certificate_that_cannot_be_used_is_told_with_the_reason(
    direct_office: Office, community: Authority, reason: str
) -> None:
    assert direct_office.direct is not None
    found = REASONS[reason](community)
    with name_server() as names:
        if found is not None:
            names.tell(ADDRESSEE.replace("@", "."), found)
        directory = Directory((), resolver_at(f"127.0.0.1:{names.port}"))
        direct_office.direct = replace(direct_office.direct, directory=directory)
        ask(direct_office)
        assert direct_office.send() == 0

    assert direct_office.state() == ("failed", reason)
    assert direct_office.post.taken == []


@pytest.mark.parametrize(
    ("told", "ends", "state"),
    [
        ("revoked", YEAR, ("failed", "certificate_revoked")),
        ("nobody", YEAR, ("sent", "")),
        ("nobody", -timedelta(days=1), ("queued", "")),
        ("nothing", YEAR, ("queued", "")),
    ],
    ids=["revoked", "good", "out of date", "not there"],
)
def test_a_list_of_revoked_certificates_counts(
    direct_office: Office, community: Authority, tmp_path: Path, told: str, ends, state
) -> None:
    assert direct_office.direct is not None
    revoked = direct_office.direct.directory.known if told == "revoked" else ()
    place = tmp_path / "list.crl"
    if told != "nothing":
        place.write_bytes(community.crl(revoked, ends).public_bytes(Encoding.DER))
    trust = Trust([community.certificate], RevocationLists((str(place),)))
    direct_office.direct = replace(direct_office.direct, trust=trust)
    ask(direct_office)
    direct_office.send()

    assert direct_office.state() == state
    assert bool(direct_office.post.taken) == (state[0] == "sent")


def test_dns_is_asked_for_the_address_and_then_for_its_domain(community: Authority) -> None:
    mine, all_of_us = community.vouch(), community.vouch(DOMAIN)
    with name_server() as names:
        directory = Directory((), resolver_at(f"127.0.0.1:{names.port}"))
        names.tell(DOMAIN, all_of_us)
        assert directory.of(ADDRESSEE) == [all_of_us]
        names.tell(ADDRESSEE.replace("@", "."), mine)
        assert directory.of(ADDRESSEE) == [mine]
        assert set(names.asked) == {DOMAIN, ADDRESSEE.replace("@", ".")}
        names.known.clear()
        assert Directory((mine,), directory.resolver).of(ADDRESSEE) == [mine]


def test_a_name_server_that_cannot_answer_is_asked_again(
    direct_office: Office, community: Authority
) -> None:
    assert direct_office.direct is not None
    with name_server() as names:
        directory = Directory((), resolver_at(f"127.0.0.1:{names.port}"))
        direct_office.direct = replace(direct_office.direct, directory=directory)
        names.fails = True
        ask(direct_office)
        direct_office.send()
        assert direct_office.state() == ("queued", "")

        names.fails = False
        names.tell(DOMAIN, community.vouch(DOMAIN))
        direct_office.later()
        assert direct_office.send() == 1


def test_a_chain_leads_to_an_anchor_as_its_authorities_allow(community: Authority) -> None:
    trust = Trust([community.certificate], RevocationLists())
    middle = community.below("Middle", 0)
    lower = middle.below("Lower")

    def why_not(authority: Authority, *between: Authority):
        found = [each.certificate for each in between]
        return trust.why_not(authority.vouch(), ADDRESSEE, Use.ENCRYPT, now(), found)

    assert why_not(middle, middle) is None
    assert why_not(middle) == "certificate_untrusted"
    assert why_not(lower, lower, middle) == "certificate_untrusted"  # none may be below the middle
    free = community.below("Free")
    assert why_not(free.below("Lower"), free.below("Lower"), free) is None
    leaf = community.vouch(owner="Leaf")
    posing = Authority("Leaf", leaf)
    assert why_not(posing, posing) == "certificate_untrusted"
    assert (
        trust.why_not(community.vouch(ca=True), ADDRESSEE, Use.SIGN, now()) == "certificate_usage"
    )


@pytest.mark.parametrize("spoil", [b"wrapped", b"MII", b"--"])
def test_a_message_that_was_changed_is_not_read(community: Authority, spoil: bytes) -> None:
    mine, other = identity(community), identity(community, ADDRESSEE, "addressee")
    signed = smime.signed(b"Content-Type: text/plain\r\n\r\nwrapped\r\n", other)
    assert smime.read(smime.encrypted(signed, mine.certificate), mine).content["Content-Type"]
    broken = signed.replace(spoil, b"x" + spoil[1:], 1)

    with pytest.raises(BadMessage):
        smime.read(smime.encrypted(broken, mine.certificate), mine)
    with pytest.raises(BadMessage):
        smime.read(smime.encrypted(signed, other.certificate), mine)
    with pytest.raises(BadMessage):
        smime.read(signed, mine)
