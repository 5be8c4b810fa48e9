"""Search: what resembles a question is found on both databases, in Dutch and English, with typos and the company's own words."""

import pytest

from core import search
from tests.lite import Lite

CASES = {
    1: "De klant is twee keer afgeschreven voor bestelling 48110, dubbele incasso",
    2: "Why was the customer charged twice for one order?",
    3: "Wanneer wordt het pakket bezorgd?",
    4: "The password reset mail does not arrive",
}


@pytest.fixture
def known(lite: Lite) -> Lite:
    lite.write(lambda tx: [search.keep(tx, "case", number, words) for number, words in CASES.items()])
    return lite


def found(known: Lite, words: str, **more: int) -> list[int]:
    return [one.entity for one in known.read(lambda tx: search.find(tx, words, ["case"], **more))]


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("dubbele incasso's: 2 keer afgeschreven", 1),
        ("Customer says the order was charged two times, charged twice", 2),
        ("pakketten bezorgen wanneer", 3),
        ("password reset mails are not arriving", 4),
        ("pasword reset mail", 4),
    ],
)
def test_what_resembles_a_question_comes_first(known: Lite, asked: str, number: int) -> None:
    assert found(known, asked)[:1] == [number]


@pytest.mark.parametrize("asked", ["", "de het een", "the customer and what", "?!", "invoice for 2025", '" OR words:*'])
def test_other_words_find_nothing(known: Lite, asked: str) -> None:
    """Also words that a search engine would take for its own language."""
    assert found(known, asked) == []


def test_the_company_s_own_words_mean_the_same(known: Lite) -> None:
    assert found(known, "dubbele debet") == []
    known.write(lambda tx: search.put_synonyms(tx, ["debet", "incasso"]))
    assert found(known, "dubbele debet") == [1]
    assert known.read(search.synonyms) == [["debet", "incasso"]]


def test_words_change_and_go(known: Lite) -> None:
    known.write(lambda tx: search.keep(tx, "case", 3, "Waar blijft de factuur van november?"))
    assert found(known, "factuur november") == [3]
    assert found(known, "pakket bezorgd") == []
    known.write(lambda tx: search.drop(tx, "case", 3))
    assert found(known, "factuur november") == []


def test_only_the_kinds_that_were_asked_for(known: Lite) -> None:
    known.write(lambda tx: search.keep(tx, "problem", 9, "charged twice for one order"))
    both = known.read(lambda tx: search.find(tx, "charged twice for one order", ["case", "problem"]))
    assert {(one.kind, one.entity) for one in both} == {("case", 2), ("problem", 9)}
    assert found(known, "charged twice for one order") == [2]


def test_at_most_so_many_the_likest_first(known: Lite) -> None:
    known.write(lambda tx: [search.keep(tx, "case", n, "charged twice for order number") for n in range(10, 30)])
    near = known.read(lambda tx: search.find(tx, "charged twice for one order", ["case"], most=3))
    assert len(near) == 3
    assert [one.likeness for one in near] == sorted((one.likeness for one in near), reverse=True)
