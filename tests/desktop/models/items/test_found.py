"""What a search does not know yet, in words (HEAD-6)."""

import pytest

from desktop.models.found import SearchState
from desktop.models.items.found import state_words


@pytest.mark.rule("HEAD-6")
@pytest.mark.parametrize(
    ("state", "said"),
    [
        (SearchState(records=3, documents=1), "Still reading your records"),
        (SearchState(documents=1), "Still reading 1 document"),
        (SearchState(documents=1200), "Still reading 1,200 documents"),
        (SearchState(absent=1), "1 document is not on this computer and was not searched"),
        (SearchState(absent=2), "2 documents are not on this computer and were not searched"),
        (SearchState(), ""),
    ],
)
def test_one_and_several_have_their_own_words(state: SearchState, said: str) -> None:
    assert state_words(state) == said
