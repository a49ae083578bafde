"""Sending care summaries to others, for the Summary tab (SUM-4, SUM-5, SUM-6)."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject

from desktop.models.transmit import Addressees, TransmitWish
from desktop.services.jobs import Context, Lane
from desktop.services.portal.core import Core, Failed, never, nothing
from portal_protocol.records import Kind, PatientId
from portal_protocol.transmissions import Transmission, Transmit


class TransmitFace:
    """Only with a connection; `Portal.sync_state` says whether there is one."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def addressees(
        self,
        patient: PatientId,
        *,
        owner: QObject,
        done: Callable[[Addressees], None],
        failed: Failed | None = None,
    ) -> None:
        """To whom a person was referred (SUM-4)."""
        opened = self._core.opened
        if opened is not None:
            read = partial(opened.transmit.addressees, patient=patient)
            self._core.run(Lane.READ, read, owner=owner, done=done, failed=failed)

    def undelivered(
        self,
        patient: PatientId,
        *,
        owner: QObject,
        done: Callable[[Transmission | None], None],
        failed: Failed | None = None,
    ) -> None:
        """What the signed-in person sent of somebody's and did not arrive, the newest that they
        have not taken notice of nor sent again (SUM-4)."""
        opened, people = self._core.opened, self._core.people
        if opened is not None and people:
            read = partial(
                opened.transmit.undelivered, actor=PatientId(people[0].id), patient=patient
            )
            self._core.run(Lane.READ, read, owner=owner, done=done, failed=failed)

    def take_notice(self, sent: Transmission) -> None:
        """Tell of it no more on this computer."""
        opened = self._core.opened
        if opened is not None:
            work = partial(opened.transmit.take_notice, sent=sent.id)
            kinds = frozenset({Kind.TRANSMISSION.value})
            self._core.write(work, kinds, owner=self._core, done=nothing)

    def prepare(self, wish: TransmitWish) -> Transmit:
        """What is sent for a wish. The same one is sent again when it is not known whether it
        arrived; a changed wish is prepared anew."""
        import uuid_utils  # noqa: PLC0415 - after first paint

        return Transmit(
            id=str(uuid_utils.uuid7()),
            made_at=datetime.now(UTC),
            summaries=wish.summaries,
            way=wish.way,
            address=wish.address,
            referral=wish.referral,
            note=wish.note,
            password=wish.password,
            covers_from=wish.days.since,
            covers_to=wish.days.until,
        )

    def send(
        self,
        asked: Transmit,
        *,
        owner: QObject,
        done: Callable[[Transmission], None],
        failed: Failed,
    ) -> Context:
        """Send it now. Fails with TRANSMIT_OFF, ADDRESS_REFUSED, NOT_TRUSTED, TRANSMISSION_…, and
        those of no contact; then it is not known whether it arrived."""
        opened = self._core.opened
        if opened is None:
            return never()
        work = partial(opened.transmitting.send, asked=asked)
        return self._core.run_noted(work, owner=owner, done=done, failed=failed)
