"""Care summaries that the Marlowes sent to others, each with another end (SUM-4, SUM-5, SUM-7)."""

from typing import Final, NamedTuple

from portal_protocol.records import PatientId
from portal_protocol.transmissions import Delivery, Transmission, Undelivered, Way
from practice_server.demo import people
from practice_server.demo.days import Days, clock
from practice_server.demo.office import PIER
from practice_server.summaries.making import summary_id


class Sent(NamedTuple):
    """Whose, days from today, how, to whom, and what became of it."""

    patient: PatientId
    on: int
    way: Way
    address: str
    state: Delivery
    to_name: str = ""
    reason: str = ""


CHEN: Final = "mei.chen@direct.bayviewendodontics.example"
SENT: Final = (
    Sent(people.ELENA, -18, Way.DIRECT, CHEN, Delivery.DELIVERED, to_name="Dr. Mei Chen"),
    Sent(people.ELENA, -4, Way.ENCRYPTED_EMAIL, "elena.marlowe@mail.example", Delivery.SENT),
    Sent(
        people.ELENA,
        -3,
        Way.EMAIL,
        "frontdesk@bayveiw.example",
        Delivery.FAILED,
        reason=Undelivered.ADDRESS_REFUSED,
    ),
    Sent(people.IVY, -30, Way.EMAIL, "nurse@alderschool.example", Delivery.SENT),
)


def transmissions(days: Days, received: str) -> list[Transmission]:
    """All of them, by Elena; the second one is of her two summaries, one of which is `received`."""
    made = []
    for number, each in enumerate(SENT, start=1):
        at = clock(days.day(each.on), "19:30", PIER.time_zone)
        mine = summary_id(each.patient)
        both = each.way is Way.ENCRYPTED_EMAIL
        made.append(
            Transmission(
                id=f"{each.patient}-transmission-{number}",
                patient=each.patient,
                at=at,
                summaries=(mine, received) if both else (mine,),
                way=each.way,
                address=each.address,
                to_name=each.to_name,
                state=each.state,
                state_at=at,
                reason=each.reason,
                actor=people.ELENA,
                actor_name="Elena Marlowe",
                device="Elena's laptop",
            )
        )
    return made
