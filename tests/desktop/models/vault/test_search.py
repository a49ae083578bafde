"""Words in any script are found; nothing that can be typed is an error."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from desktop.models.vault import search
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault
from portal_protocol.records import Appointment, Person
from tests.desktop.models.vault.making import ELENA, NOON, VISITS, page, take, visit

WORDS = {
    "latin": "Zähne putzen, Łódź",
    "chinese": "根管治疗与洗牙",
    "thai": "ขูดหินปูน",
    "hindi": "दाँत की सफ़ाई",
    "arabic": "تنظيف الأسنان",
    "hebrew": "ניקוי שיניים",
    "korean": "치아 스케일링",
    "emoji": "tooth 🦷 brush",
    "code": 'D2740-crown\'s (PFM) "gold" a.b@c.example',
}


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory):
    folder = VaultFolder(tmp_path_factory.mktemp("search") / "vault")
    vault = Vault.create(folder, VaultKey.new())
    records = [
        Appointment(id=name, patient=ELENA, at=NOON, description=words)
        for name, words in WORDS.items()
    ]
    take(vault, page(VISITS, 1, records))
    with vault.writing() as connection:
        while search.index_some(connection, 2):
            pass
    yield vault
    vault.close()


def find(vault: Vault, words: str) -> set[str]:
    with vault.reading() as connection:
        return {found.id for found in search.search(connection, words, 50)}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("zahne", "latin"),
        ("ZÄHNE put", "latin"),
        ("putzen zähne", "latin"),
        ("za\u0308hne", "latin"),
        ("治疗", "chinese"),
        ("洗牙", "chinese"),
        ("หินปูน", "thai"),
        ("सफ़ाई", "hindi"),
        ("الأسنان", "arabic"),
        ("שיניים", "hebrew"),
        ("스케일", "korean"),
        ("brush tooth 🦷", "emoji"),
        ("d2740", "code"),
        ("CROWN'S", "code"),
        ("a.b@c.example", "code"),
        ('"gold', "code"),
    ],
)
def test_words_are_found_in_their_script(indexed: Vault, typed: str, name: str):
    assert find(indexed, typed) == {name}


@pytest.mark.parametrize("typed", ["", "  ", "!!!", '"', "putzen nowhere", "疗治", "elena", "v1"])
def test_what_is_not_there_is_not_found(indexed: Vault, typed: str):
    assert find(indexed, typed) == set()


@pytest.mark.parametrize(
    "typed", ["NEAR(zähne", "zähne AND", "words : zähne", "-zähne", "zähne*", "^zähne", "(zähne"]
)
def test_the_search_engines_own_language_means_nothing(indexed: Vault, typed: str):
    assert find(indexed, typed) <= {"latin"}


def typed_words() -> SearchStrategy[str]:
    signs = st.characters() | st.sampled_from("\"'*^:(){}-+ \x00\ud800 ORANDNEAR") | st.just("zä")
    return st.lists(signs, max_size=60).map("".join)


@settings(max_examples=300, deadline=None)
@given(typed_words())
def test_nothing_typed_is_an_error(indexed: Vault, typed: str):
    find(indexed, typed)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(list(WORDS)), st.data())
def test_each_record_is_found_by_any_of_its_words(indexed: Vault, name: str, data: st.DataObject):
    words = [word for word in WORDS[name].split() if any(map(str.isalnum, word))]
    assert name in find(indexed, data.draw(st.sampled_from(words)))


def test_found_tells_where_it_is(vault: Vault):
    person = Person(id="elena", patient=ELENA, first_name="Elena", last_name="Marlowe")
    take(vault, page("patient:elena", 1, [person, visit(1)]))
    with vault.writing() as connection:
        search.index_some(connection, 10)
        assert search.search(connection, "marl", 5) == (
            search.Found("person", "elena", "elena", None),
        )
        assert search.search(connection, "cleaning", 5)[0].at == visit(1).at
