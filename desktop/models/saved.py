"""A saved copy of a login's records on this computer, as the sign-in page lists it. No vault."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple


class SavedCopy(NamedTuple):
    """One vault that can be opened offline with its password (OFF-1).

    `practice` is the practice's address. `user_name` is None unless the patient asked to be
    remembered. `saved_at` is aware UTC.
    """

    folder: Path
    practice: str
    user_name: str | None
    saved_at: datetime
