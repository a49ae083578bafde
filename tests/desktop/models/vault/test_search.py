"""Words in any script are found; nothing that can be typed is an error."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from sqlalchemy.exc import DBAPIError

from desktop.models.vault import indexing, search
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault
from portal_protocol.records import Appointment, PatientId, Person
from tests.desktop.models.vault.making import ELENA, NOON, VISITS, page, raw, take, visit

pytestmark = pytest.mark.rule("HEAD-6")
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
        while indexing.index_some(connection, 2):
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
    assert find(indexed, typed) <= WORDS.keys()


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(list(WORDS)), st.data())
def test_each_record_is_found_by_any_of_its_words(indexed: Vault, name: str, data: st.DataObject):
    words = [word for word in WORDS[name].split() if any(map(str.isalnum, word))]
    assert name in find(indexed, data.draw(st.sampled_from(words)))


def test_found_tells_where_it_is(vault: Vault):
    person = Person(id="elena", patient=ELENA, first_name="Elena", last_name="Marlowe")
    take(vault, page("patient:elena", 1, [person, visit(1)]))
    with vault.writing() as connection:
        indexing.index_some(connection, 10)
        assert search.search(connection, "marl", 5) == ()  # persons are read in no list
        found = search.search(connection, "cleaning", 5)[0]
    assert (found.kind, found.id, found.patient) == ("appointment", "v1", "elena")
    assert found.at == visit(1).at
    assert found.body == bytes(raw(visit(1)))


def test_names_find_what_is_about_them(vault: Vault):
    ivy = PatientId("ivy")
    take(vault, page(VISITS, 1, [visit(1), visit(2, ivy), visit(3, ivy, "Filling")]))
    names = {indexing.who("patient", "ivy"): "Ivy Marlowe", indexing.who("patient", "x"): "Cleo"}
    with vault.writing() as connection:
        indexing.index_some(connection, 10)

        def find(typed: str) -> set[str]:
            return {hit.id for hit in search.search(connection, typed, 9, names=names)}

        assert find("ivy") == {"v2", "v3"}
        assert find("MARL clean") == {"v2"}
        assert find("cle") == {"v1", "v2"}
        assert find(indexing.who("patient", "ivy")) == set()


def test_only_those_in_view_are_found(vault: Vault):
    take(vault, page(VISITS, 1, [visit(1), visit(2, PatientId("ivy"))]))
    with vault.writing() as connection:
        indexing.index_some(connection, 10)
        found = search.search(connection, "clean", 9, patients={"ivy"})
        assert [hit.id for hit in found] == ["v2"]
        assert search.search(connection, "clean", 9, patients=set()) == ()
        assert search.search(connection, "clean", 9, kinds={"statement"}) == ()


def test_the_best_comes_first_and_of_two_alike_the_later(vault: Vault):
    long = f"Cleaning {'and something else ' * 20}"
    records = [visit(1), visit(4, description=long), visit(3), visit(2)]
    take(vault, page(VISITS, 1, records))
    with vault.writing() as connection:
        indexing.index_some(connection, 10)
        found = search.search(connection, "cleaning", 9)
        assert [hit.id for hit in found] == ["v3", "v2", "v1", "v4"]
        assert [hit.id for hit in search.search(connection, "cleaning", 2)] == ["v3", "v2"]


def test_a_copy_that_is_still_being_collected_is_not_found(vault: Vault):
    take(vault, page(VISITS, 1, [visit(1)]))
    take(vault, page(VISITS, 2, [visit(2)], start_over=True, complete=False))
    with vault.writing() as connection:
        indexing.index_some(connection, 10)
        assert [hit.id for hit in search.search(connection, "cleaning", 9)] == ["v1"]
    take(vault, page(VISITS, 3))
    with vault.writing() as connection:
        assert indexing.index_some(connection, 10) == 0
        assert [hit.id for hit in search.search(connection, "cleaning", 9)] == ["v2"]


def test_a_search_that_nobody_waits_for_ends(indexed: Vault, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(search, "_PATIENCE", 1)
    with indexed.reading() as connection:
        with pytest.raises(DBAPIError), search.stopped_when(connection, lambda: True):
            search.search(connection, "tooth", 9)
        assert search.search(connection, "tooth", 9)
