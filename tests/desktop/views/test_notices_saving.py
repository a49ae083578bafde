"""One sentence says what was saved, where, and what was left out and why (EASE-6)."""

from pathlib import Path

import pytest

from desktop.services.portal import SavedFile, Trouble
from desktop.views.notices_saving import all_saved, left_out

pytestmark = pytest.mark.rule("EASE-6")
LETTERS = Path("home", "Letters")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (SavedFile(LETTERS, 1), "1 file saved in Letters"),
        (SavedFile(LETTERS, 3), "3 files saved in Letters"),
        (
            SavedFile(
                LETTERS,
                2,
                (
                    ("a.exe", Trouble.FILE_COULD_HARM),
                    ("b.pdf", Trouble.NOT_SAVED_HERE),
                    ("c.bat", Trouble.FILE_COULD_HARM),
                ),
            ),
            (
                "2 files saved in Letters. Not saved: a.exe, c.bat (could harm a computer), "
                "b.pdf (not on this computer)"
            ),
        ),
    ],
)
def test_several_files_have_one_sentence(files: SavedFile, said: str) -> None:
    assert all_saved(files) == said


@pytest.mark.parametrize("trouble", Trouble)
def test_every_reason_has_words(trouble: Trouble) -> None:
    assert left_out([("a", trouble)]).startswith(". Not saved: a (")
    assert left_out([]) == ""


@pytest.mark.parametrize(
    "trouble",
    [
        Trouble.DISK_FULL,
        Trouble.DISK_FAULT,
        Trouble.READ_ONLY,
        Trouble.TARGET_EXISTS,
        Trouble.PATH_TOO_LONG,
    ],
)
def test_what_the_disk_does_is_not_said_of_the_practice(trouble: Trouble) -> None:
    assert "practice" not in left_out([("a", trouble)])
