"""Problems on the wire: RFC 9457 with a stable `code`."""

from enum import StrEnum

from msgspec import Struct


class ProblemCode(StrEnum):
    """Stable: a code never changes its meaning. The desktop words each of them."""

    BAD_REQUEST = "bad_request"
    TOO_LARGE = "too_large"
    NOT_FOUND = "not_found"
    WRONG_CREDENTIALS = "wrong_credentials"
    TOO_MANY_TRIES = "too_many_tries"
    SESSION_EXPIRED = "session_expired"
    SESSION_ENDED = "session_ended"
    DEVICE_REVOKED = "device_revoked"
    ACCESS_REMOVED = "access_removed"
    KEY_REFUSED = "key_refused"
    ACTION_CHANGED = "action_changed"
    ACTION_UNKNOWN = "action_unknown"
    VISIT_CHANGED = "visit_changed"
    STATUS_KEPT = "status_kept"
    ALREADY_ANSWERED = "already_answered"
    NO_PROVIDER = "no_provider"
    WEBMAIL_OFF = "webmail_off"
    ATTACHMENT_REFUSED = "attachment_refused"
    TRANSMIT_OFF = "transmit_off"
    ADDRESS_REFUSED = "address_refused"
    NOT_TRUSTED = "not_trusted"
    DIGEST_MISMATCH = "digest_mismatch"
    BLOB_MISSING = "blob_missing"
    RANGE_REFUSED = "range_refused"
    BUSY = "busy"
    FAULT = "fault"


class Problem(Struct, frozen=True, omit_defaults=True):
    """An RFC 9457 problem; `retry_after` is in seconds, `reference` finds it in the log."""

    code: str
    title: str
    status: int
    detail: str = ""
    type: str = "about:blank"
    retry_after: int | None = None
    reference: str = ""


PROBLEM_MEDIA_TYPE = "application/problem+json"
