"""Messages of the machine: patients write and read, the practice answers (MAIL-2, 3, 6)."""

from collections.abc import Callable

import msgspec
import uuid_utils
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from desktop.models.vault import outbox
from portal_protocol.actions import AnyAction, MarkRead, SendMessage
from portal_protocol.mail import Message
from portal_protocol.records import PatientId
from practice_server.store.columns import now
from tests.convergence.feeds import LOGINS, PEOPLE, WORDS, opened, reply
from tests.convergence.rounds import Rounds
from tests.serving import DEVICE

NUMBERS = st.integers(0, 7)
STEPS = st.none() | st.integers(1, 30)
PERSONS = st.sampled_from(PEOPLE)


class Correspondence(Rounds):
    """What happens to messages, on both sides."""

    @rule(number=NUMBERS, slot=st.integers(0, 2), opens=st.booleans())
    def practice_reads_or_answers(self, number: int, slot: int, opens: bool) -> None:
        written = [each for each in self._messages() if each.from_patient]
        if not written:
            return
        message = written[number % len(written)]
        self._feed(opened(message) if opens else reply(slot, message))

    @rule(number=NUMBERS, word=st.sampled_from(WORDS))
    def practice_corrects_a_message(self, number: int, word: str) -> None:
        """Told anew with other words, as one that nobody has read."""
        told = [each for each in self._messages() if not each.from_patient]
        read = [each for each in told if each.read_at]
        if told:
            before = (read or told)[number % len(read or told)]
            self._feed(msgspec.structs.replace(before, subject=word, read_at=None))

    @rule(login=st.sampled_from(LOGINS), number=NUMBERS, writes=st.booleans(), about=PERSONS)
    def somebody_else_writes_or_reads(
        self, login: str, number: int, writes: bool, about: PatientId
    ) -> None:
        """The other device of a login, which is always online."""
        name = str(uuid_utils.uuid7())
        message = self._seen_by(login, number)
        act = _letter(name, about, message) if writes else _opening(name, message)
        if self.world.enabled[login]:
            result = self.office.act(login, act)
            assert result.code == self.world.carry_out(login, act, DEVICE.name)

    @precondition(lambda self: self.me.live)
    @rule(number=st.none() | NUMBERS, about=PERSONS, offline=st.booleans(), step=STEPS)
    def patient_writes(
        self, number: int | None, about: PatientId, offline: bool, step: int | None
    ) -> None:
        answered = self.chosen(Message, number) if number is not None else None
        regarding = answered.patient if answered and answered.patient else about
        to = answered.id if answered else ""
        self._queue(lambda name: _letter(name, regarding, to, offline=offline), step)

    @precondition(lambda self: self.me.live)
    @rule(number=NUMBERS, offline=st.booleans(), step=STEPS)
    def patient_reads(self, number: int, offline: bool, step: int | None) -> None:
        message = self.chosen(Message, number)
        if message is not None:
            name = message.id
            self._queue(lambda identity: _opening(identity, name, offline=offline), step)

    def _feed(self, item: Message) -> None:
        self.office.server.feed([item])
        self.world.take(item)

    def _queue(self, make: Callable[[str], AnyAction], step: int | None) -> None:
        def work() -> None:
            with self.me.opened.vault.writing() as connection:
                outbox.put(connection, make(outbox.new_id(connection)))

        if step is None:
            work()
        else:
            self.me.losing_power(step, work)
        self.queued()

    def _messages(self) -> list[Message]:
        found = [each for each in self.world.shared.values() if isinstance(each, Message)]
        return sorted(found, key=lambda each: each.id)

    def _seen_by(self, login: str, number: int) -> str:
        """Often a message that the login has not read, else any or none."""
        shown = self.world.shown_to(login)
        known = [each for each in self._messages() if ("message", each.id) in shown or number > 5]
        fresh = [each for each in known if not each.read_at and not each.from_patient]
        some = (fresh if number < 4 else known) or known
        return some[number % len(some)].id if some else "nothing"


def _letter(name: str, about: PatientId, to: str, *, offline: bool = False) -> SendMessage:
    return SendMessage(
        id=name,
        made_at=now(),
        offline=offline,
        regarding=about,
        subject=WORDS[0],
        body=WORDS[1],
        reply_to=to,
    )


def _opening(name: str, message: str, *, offline: bool = False) -> MarkRead:
    return MarkRead(id=name, made_at=now(), offline=offline, message=message)
