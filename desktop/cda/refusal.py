"""Why a document is not shown."""


class Refusal(Exception):  # noqa: N818 - said by the document's kind, not by a fault of ours
    """`why` is a word of `desktop.pdf_process.messages.Refused`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


MALFORMED = "malformed"
NOT_A_SUMMARY = "not_a_summary"
TOO_LARGE = "too_large"
LOCKED = "locked"
