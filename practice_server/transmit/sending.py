"""Sends what waits; any number of workers may, and any of them may die at any time."""

from collections.abc import Mapping
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Protocol

from portal_protocol.transmissions import Undelivered, Way
from practice_server import log
from practice_server.mail.smtp import BadAddress
from practice_server.store.columns import now
from practice_server.store.store import Store
from practice_server.transmit import queue
from practice_server.transmit.queue import Claimed, Undeliverable
from practice_server.transmit.waiting import give_up_waiting

PERMANENT = 500
"""From this reply of a mail server on trying again is of no use."""


class Sender(Protocol):
    """One way of sending."""

    def send(self, claimed: Claimed) -> timedelta | None:
        """Send it, or raise why not; answers for how long an answer is waited for, if it is."""


Senders = Mapping[Way, Sender]


def send_all(store: Store, senders: Senders) -> int:
    """Send what is due; answers how many left. What cannot be sent now waits."""
    count = 0
    while (claimed := queue.claim(store)) is not None:
        sender = senders.get(Way(claimed.way))
        if sender is None or claimed.tries > queue.MOST_TRIES:
            queue.put_off(store, claimed)
            continue
        count += _send(store, sender, claimed)
    give_up_waiting(store)
    return count


def _send(store: Store, sender: Sender, claimed: Claimed) -> bool:
    try:
        waits = sender.send(claimed)
    except Undeliverable as error:
        log.record("transmission_undeliverable", reason=error.reason)
        give_up = queue.failed if error.final else queue.put_off
        give_up(store, claimed, error.reason)
    except BadAddress:
        queue.failed(store, claimed, Undelivered.ADDRESS_REFUSED)
    except SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        _refused(store, claimed, error, min(codes, default=0), Undelivered.ADDRESS_REFUSED)
    except SMTPResponseException as error:
        _refused(store, claimed, error, error.smtp_code, Undelivered.MAIL_REFUSED)
    except Exception as error:  # no server, or one that cannot be made: the others go on
        log.fault("transmission_delayed", error)
        queue.put_off(store, claimed)
    else:
        queue.sent(store, claimed, None if waits is None else now() + waits)
        return True
    return False


def _refused(
    store: Store, claimed: Claimed, error: Exception, code: int, reason: Undelivered
) -> None:
    if code < PERMANENT:
        log.fault("transmission_delayed", error)
        queue.put_off(store, claimed, reason)
        return
    log.fault("transmission_refused", error)
    queue.failed(store, claimed, reason)
