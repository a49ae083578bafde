"""What became of care summaries that were sent to somebody, in words (SUM-4, SUM-7)."""

from PySide6.QtCore import QCoreApplication

from portal_protocol.transmissions import Delivery, Transmission, Undelivered, Way

translate = QCoreApplication.translate


def named_address(name: str, address: str) -> str:
    """Dr. Mei Chen (mei.chen@direct.example); the address alone when nobody is known there."""
    return f"{name} ({address})" if name else address


def addressee_words(sent: Transmission) -> str:
    """Where it was sent."""
    return named_address(sent.to_name, sent.address)


def way_words(way: str) -> str:
    """How it was sent; "" for a way that this version does not know."""
    return {
        Way.DIRECT.value: translate("Delivery", "secure address"),
        Way.EMAIL.value: translate("Delivery", "ordinary e-mail"),
        Way.ENCRYPTED_EMAIL.value: translate("Delivery", "encrypted file by e-mail"),
    }.get(way, "")


def state_words(sent: Transmission) -> str:
    """How far it got; ordinary e-mail tells of nothing past "sent"."""
    known = {
        Delivery.QUEUED.value: translate("Delivery", "Waiting at the practice"),
        Delivery.SENT.value: translate("Delivery", "Sent"),
        Delivery.DELIVERED.value: translate("Delivery", "Delivered"),
        Delivery.FAILED.value: translate("Delivery", "Not delivered"),
    }
    if sent.state == Delivery.SENT and sent.way == Way.DIRECT:
        return translate("Delivery", "Sent, not confirmed yet")
    return known.get(sent.state) or sent.state.replace("_", " ")


def delivery_words(sent: Transmission) -> str:
    """To Dr. Mei Chen (…), secure address. Delivered"""
    to = translate("Delivery", "To %1").replace("%1", addressee_words(sent))
    head = ", ".join(filter(None, (to, way_words(sent.way))))
    said = [head, state_words(sent)]
    if sent.state == Delivery.FAILED:
        said.append(reason_words(sent.reason))
    return ". ".join(filter(None, said))


def undelivered_words(sent: Transmission) -> str:
    """The title of a notice that it did not arrive."""
    text = translate("Delivery", "What you sent to %1 did not arrive")
    return text.replace("%1", addressee_words(sent))


def reason_words(reason: str) -> str:
    """Why it was not delivered, and what may help."""
    return (_mail_words(reason) or _certificate_words(reason)) or translate(
        "Delivery", "The practice does not say why. Ask it, or send it in another way."
    )


def _mail_words(reason: str) -> str:
    return {
        Undelivered.ADDRESS_REFUSED.value: translate(
            "Delivery", "There is no such address. Check it and send again."
        ),
        Undelivered.MAIL_REFUSED.value: translate(
            "Delivery", "Their mail server does not take it, perhaps because it is too large."
        ),
        Undelivered.NOT_SENT.value: translate(
            "Delivery", "The practice could not reach their mail server. Send it again later."
        ),
        Undelivered.NOT_CONFIRMED.value: translate(
            "Delivery", "Their side never confirmed that it arrived. Ask them, or send it again."
        ),
        Undelivered.NOT_DELIVERED.value: translate(
            "Delivery", "Their side says that it cannot be delivered. Ask them for another address."
        ),
    }.get(reason, "")


def _certificate_words(reason: str) -> str:
    """The practice's part to mend: nothing was sent that others could read."""
    ask = translate("Delivery", "Nothing was sent. Ask the practice, or send it in another way.")
    why = {
        Undelivered.NO_CERTIFICATE.value: translate(
            "Delivery", "Their secure address has no certificate."
        ),
        Undelivered.CERTIFICATE_ADDRESS.value: translate(
            "Delivery", "The certificate there is that of another address."
        ),
        Undelivered.CERTIFICATE_EXPIRED.value: translate(
            "Delivery", "The certificate of their secure address is out of date."
        ),
        Undelivered.CERTIFICATE_USAGE.value: translate(
            "Delivery", "The certificate there is not made for encrypted mail."
        ),
        Undelivered.CERTIFICATE_UNTRUSTED.value: translate(
            "Delivery", "Nobody whom the practice trusts vouches for their secure address."
        ),
        Undelivered.CERTIFICATE_REVOKED.value: translate(
            "Delivery", "The certificate of their secure address was withdrawn."
        ),
        Undelivered.REVOCATION_UNKNOWN.value: translate(
            "Delivery", "Whether their certificate still holds could not be found out."
        ),
    }.get(reason, "")
    return f"{why} {ask}" if why else ""
