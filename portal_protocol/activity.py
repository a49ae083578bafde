"""What was done to a person's records, shown to that person (HEAD-8, WHO-7)."""

from enum import StrEnum

from portal_protocol.records import PatientId, Record


class What(StrEnum):
    """The names of what can be done, as `Activity.what` carries them."""

    CONFIRM = "confirm"
    CALL_BACK = "call_back"
    VIEWED = "viewed"
    DOWNLOADED = "downloaded"
    SENT = "sent"
    TRANSMITTED = "transmitted"
    READ = "read"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"


class Activity(Record, tag="activity", kw_only=True, frozen=True, omit_defaults=True):
    """Something done to a person's records, shown to that person (WHO-7); `at` is when.

    `actor` is the id of who did it, `actor_name` their name as the practice knows it, `what` one of
    `What` or what a newer server says, `subject` the kind and `subject_id` the id of the record.
    Signing in and out stands in the login's own stream, without a subject.
    """

    actor: PatientId
    actor_name: str
    what: str
    subject: str = ""
    subject_id: str = ""
    device: str = ""
    offline: bool = False
