"""What can go wrong, as one word each. The sentences are in the views; nothing is imported here."""

from enum import StrEnum, unique


@unique
class Trouble(StrEnum):
    """Every trouble that a person may be told of; values that the server sends are its codes."""

    # no contact with the practice's server
    OFFLINE = "offline"  # this computer has no network
    UNKNOWN_HOST = "unknown_host"  # no such name, or no name service
    UNREACHABLE = "unreachable"  # the server's computer refuses or drops the connection
    TIMEOUT = "timeout"  # no answer in time
    CUT_OFF = "cut_off"  # the connection ended in the middle of an answer

    # somebody answers, but not as a practice's server does
    WRONG_CERTIFICATE = "wrong_certificate"
    REDIRECTED = "redirected"
    NOT_A_PORTAL = "not_a_portal"  # a web page: another site, or a hotel's sign-in page
    BAD_ANSWER = "bad_answer"
    ANSWER_TOO_LARGE = "answer_too_large"
    PROGRAM_TOO_OLD = "program_too_old"
    SERVER_FAULT = "fault"
    BUSY = "busy"

    # the address
    BAD_ADDRESS = "bad_address"
    INSECURE_ADDRESS = "insecure_address"

    # signing in, sessions
    WRONG_CREDENTIALS = "wrong_credentials"
    TOO_MANY_TRIES = "too_many_tries"
    SESSION_EXPIRED = "session_expired"
    SESSION_ENDED = "session_ended"
    DEVICE_REVOKED = "device_revoked"
    ACCESS_REMOVED = "access_removed"

    # the copy on this computer
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - a word, not a password
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the old one still locks the copy (OFF-5)
    NO_SAVED_COPY = "no_saved_copy"
    VAULT_DAMAGED = "vault_damaged"
    WAITING_DAMAGED = "waiting_damaged"  # what waits would be lost with the damaged copy
    VAULT_NEWER = "vault_newer"
    VAULT_IN_USE = "vault_in_use"
    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    DISK_FAULT = "disk_fault"
    NO_KEYRING = "no_keyring"

    # records and actions
    BAD_REQUEST = "bad_request"
    NOT_FOUND = "not_found"
    VISIT_CHANGED = "visit_changed"
    STATUS_KEPT = "status_kept"
    ALREADY_ANSWERED = "already_answered"
    ACTION_CHANGED = "action_changed"
    ACTION_UNKNOWN = "action_unknown"

    # messages
    NO_PROVIDER = "no_provider"  # the person has no primary provider to write to
    WEBMAIL_OFF = "webmail_off"
    NO_SUBJECT = "no_subject"
    NO_TEXT = "no_text"
    TEXT_TOO_LONG = "text_too_long"
    ALREADY_SENT = "already_sent"
    ATTACHMENT_REFUSED = "attachment_refused"
    ATTACHMENT_TOO_LARGE = "attachment_too_large"
    ATTACHMENT_MISSING = "attachment_missing"
    TOO_MANY_ATTACHMENTS = "too_many_attachments"
    FILE_UNREADABLE = "file_unreadable"  # one that the patient chose

    FILE_COULD_HARM = "file_could_harm"  # one of a message, left out when all are saved

    # of care summaries that are sent to somebody
    TRANSMIT_OFF = "transmit_off"
    ADDRESS_REFUSED = "address_refused"
    NOT_TRUSTED = "not_trusted"  # no Direct trust with that provider (any more)
    TRANSMISSION_TOO_LARGE = "transmission_too_large"
    TRANSMISSION_LIMIT = "transmission_limit"  # too many of this login on one day

    # documents
    WRONG_DIGEST = "digest_mismatch"
    NOT_SAVED_HERE = "not_saved_here"  # only on the server, and there is no contact
    DOCUMENT_DAMAGED = "document_damaged"
    DOCUMENT_LOCKED = "document_locked"
    DOCUMENT_TOO_LARGE = "document_too_large"
    NO_PICTURE = "no_picture"  # a file of images that holds a report, or something else
    DOCUMENT_MALFORMED = "document_malformed"  # a care summary that is no XML
    NOT_A_SUMMARY = "not_a_summary"
    NOTHING_TO_SAVE = "nothing_to_save"
    TARGET_EXISTS = "target_exists"
    PATH_TOO_LONG = "path_too_long"  # for the disk that the patient chose

    # files of the person's own, opened to look at them
    FILE_MISSING = "file_missing"
    FILE_EMPTY = "file_empty"
    FILE_IS_FOLDER = "file_is_folder"
    FILE_DANGEROUS = "file_dangerous"
    FILE_UNKNOWN = "file_unknown"  # of a kind that is not shown

    BUG = "bug"


NO_CONTACT = frozenset(
    {
        Trouble.OFFLINE,
        Trouble.UNKNOWN_HOST,
        Trouble.UNREACHABLE,
        Trouble.TIMEOUT,
        Trouble.CUT_OFF,
    }
)
"""Troubles with which the program goes on with what is saved, and says that it is offline."""

ASKS_FOR_PASSWORD = frozenset({Trouble.SESSION_EXPIRED, Trouble.SESSION_ENDED})
"""The session is over; the copy on this computer stays."""

DESTROYS_COPY = frozenset({Trouble.DEVICE_REVOKED, Trouble.ACCESS_REMOVED})
"""The practice took the right away: the copy on this computer has been destroyed (SIGN-15, 16)."""

_OTHER_CODES = {
    "too_large": Trouble.ANSWER_TOO_LARGE,
    "key_refused": Trouble.BAD_REQUEST,
    "blob_missing": Trouble.NOT_FOUND,
    "range_refused": Trouble.BAD_ANSWER,
}


def of_code(code: str) -> Trouble:
    """The trouble behind a `ProblemCode`; SERVER_FAULT for one that this version does not know."""
    if code in _OTHER_CODES:
        return _OTHER_CODES[code]
    return Trouble(code) if code in Trouble.__members__.values() else Trouble.SERVER_FAULT


class PortalError(Exception):
    """A trouble that its caller, or the notice bar, tells the patient.

    `retry_after` is in seconds, when another try makes sense only then. `reference` finds the call
    in the server's log. `detail` is for the program's own log: a kind of error, never content.
    """

    def __init__(
        self,
        trouble: Trouble,
        *,
        retry_after: int | None = None,
        reference: str = "",
        detail: str = "",
    ) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.retry_after = retry_after
        self.reference = reference
        self.detail = detail

    @property
    def no_contact(self) -> bool:
        """Whether this means offline, not refused."""
        return self.trouble in NO_CONTACT
