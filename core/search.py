"""Finding earlier words that resemble new ones: full text of the database (SQLite or PostgreSQL), then ranked by likeness."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import DDL, Index, UniqueConstraint, bindparam, delete, event, insert, select, text
from sqlalchemy.dialects.postgresql import insert as insert_or
from sqlmodel import Field, SQLModel

from core.db import Instant, Query, Tx, table

CANDIDATES, MOST_TERMS, ALIKE = 40, 10, 85
"""How many finds are ranked, how many words of a question count, and how alike two words must be to be one with a typo."""
STOP = frozenset(
    re.split(
        " ",
        "aan als bij dat de den der deze die dit dan doen door een en er geen gaat had hebben heb heeft het hij hoe hun ik in is je"
        " kan kunnen maar me meer met mijn moet naar niet nog nu of om ons ook op over te toch toen tot u uit uw van veel voor"
        " waarom wanneer was wat we wel welke werd wie wij wil wordt zal ze zich zij zijn zo zou klant klanten"
        " a about after again all am an and any are as at be been but by can customer customers did do does for from get got had"
        " has have he her his how i if in is it its may me my no not of on or our she should so than that the their them then there"
        " they this to us was we were what when where which who why will with would you your",
    )
)
ENDINGS = ("ingen", "ing", "eren", "heid", "tjes", "ies", "ed", "en", "es", "er", "'s", "je", "s", "e")


class Entry(SQLModel, table=True):
    """Words that can be found, and what they belong to."""

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("kind", "entity"),)
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    entity: int
    words: str
    at: datetime = Field(sa_type=Instant, index=True)


class Synonym(SQLModel, table=True):
    """A word, and the group of words that mean the same in this company."""

    __tablename__ = "search_synonym"
    __table_args__ = (Index("search_synonym_sense", "sense"),)
    id: int | None = Field(default=None, primary_key=True)
    word: str = Field(unique=True)
    sense: int


LITE = (
    "CREATE VIRTUAL TABLE search_words USING fts5(words, content='search_entry', content_rowid='id',"
    ' tokenize="unicode61 remove_diacritics 2")',
    "CREATE TRIGGER search_entry_in AFTER INSERT ON search_entry BEGIN"
    " INSERT INTO search_words(rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER search_entry_out AFTER DELETE ON search_entry BEGIN"
    " INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.id, old.words); END",
    "CREATE TRIGGER search_entry_other AFTER UPDATE OF words ON search_entry BEGIN"
    " INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.id, old.words);"
    " INSERT INTO search_words(rowid, words) VALUES (new.id, new.words); END",
)
POSTGRES = (
    "CREATE INDEX search_entry_words ON search_entry"
    " USING gin ((to_tsvector('dutch'::regconfig, words) || to_tsvector('english'::regconfig, words)))",
)
_entry, _synonym = table(Entry), table(Synonym)
for _dialect, _statements in (("sqlite", LITE), ("postgresql", POSTGRES)):
    for _statement in _statements:
        event.listen(_entry, "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]

_put = insert_or(_entry)
_keep = Query(
    _put.on_conflict_do_update(
        index_elements=["kind", "entity"], set_={"words": _put.excluded.words, "at": _put.excluded.at}
    ),
    "kind", "entity", "words", "at",
)  # fmt: skip
_drop = Query(delete(_entry).where(_entry.c.kind == bindparam("kind_"), _entry.c.entity == bindparam("entity_")))
_senses = Query(select(_synonym.c.word, _synonym.c.sense).order_by(_synonym.c.id))
_lite_find = text(
    "SELECT e.kind, e.entity, e.words FROM search_words JOIN search_entry e ON e.id = search_words.rowid"
    " WHERE search_words MATCH :wanted AND e.kind IN :kinds ORDER BY search_words.rank LIMIT :most"
).bindparams(bindparam("kinds", expanding=True))
_vector = "(to_tsvector(CAST('dutch' AS regconfig), words) || to_tsvector(CAST('english' AS regconfig), words))"
_asked = "(to_tsquery('dutch', :wanted) || to_tsquery('english', :wanted))"
_postgres_find = text(
    f"SELECT kind, entity, words FROM search_entry WHERE {_vector} @@ {_asked} AND kind IN :kinds"
    f" ORDER BY ts_rank({_vector}, {_asked}) DESC, id LIMIT :most"
).bindparams(bindparam("kinds", expanding=True))


@dataclass(frozen=True, slots=True)
class Found:
    """Something whose words resemble what was asked; `likeness` is from 0 to 100."""

    kind: str
    entity: int
    likeness: int


def keep(tx: Tx, kind: str, entity: int, words: str) -> None:
    """From now on this can be found by these words; earlier words of the same thing are replaced."""
    tx.run(_keep, kind=kind, entity=entity, words=words, at=tx.now)


def drop(tx: Tx, kind: str, entity: int) -> None:
    """It can't be found any more."""
    tx.run(_drop, kind_=kind, entity_=entity)


def find(tx: Tx, words: str, kinds: Sequence[str], most: int = 5, least: int = 50) -> list[Found]:
    """What resembles these words, the likest first: at most so many, of at least this likeness. Other words are no match."""
    wanted = terms(words)[:MOST_TERMS]
    if not wanted:
        return []
    groups = _widened(tx, wanted)
    ranked = [
        Found(row.kind, row.entity, likeness(groups, row.words))
        for row in candidates(tx, groups, kinds)
    ]  # fmt: skip
    near = sorted((one for one in ranked if one.likeness >= least), key=lambda one: (-one.likeness, -one.entity))
    return near[:most]


def candidates(tx: Tx, groups: Sequence[frozenset[str]], kinds: Sequence[str]) -> Sequence[Any]:
    """What the database's own full text finds for any of these words: kind, entity and words, its best first."""
    flat = sorted({one for group in groups for one in group})
    if tx.postgres:
        wanted = " | ".join(f"{one}:*" for one in flat)
        return tx.execute(_postgres_find, {"wanted": wanted, "kinds": list(kinds), "most": CANDIDATES}).all()
    wanted = " OR ".join(f'"{one}"*' for one in flat)
    return tx.execute(_lite_find, {"wanted": wanted, "kinds": list(kinds), "most": CANDIDATES}).all()


def likeness(groups: Sequence[frozenset[str]], words: str) -> int:
    """How much of what was asked these words hold, word by word (a typo or a synonym counts), and how alike they sound."""
    there = terms(words)
    if not there:
        return 0
    held = sum(1 for group in groups if any(_same(one, other) for one in group for other in there))
    sound = fuzz.token_set_ratio(" ".join(min(group) for group in groups), " ".join(there))
    if held < min(2, len(groups)):
        return 0
    return round(70 * held / len(groups) + 0.3 * sound)


def put_synonyms(tx: Tx, words: Iterable[str]) -> None:
    """These words mean the same here; a word that stood in another group moves to this one."""
    stems = list(dict.fromkeys(stem for said in words for stem in terms(said)))
    if len(stems) < 2:
        return
    tx.execute(delete(_synonym).where(_synonym.c.word.in_(stems)))
    senses = tx.all(_senses)
    sense = max((row.sense for row in senses), default=0) + 1
    tx.execute(insert(_synonym), [{"word": stem, "sense": sense} for stem in stems])


def synonyms(tx: Tx) -> list[list[str]]:
    """The groups of words that mean the same here, as they are compared."""
    groups: dict[int, list[str]] = {}
    for row in tx.all(_senses):
        groups.setdefault(row.sense, []).append(row.word)
    return [group for group in groups.values() if len(group) > 1]


def terms(words: str) -> list[str]:
    """The words that say something, without their endings, each once, in their order (Dutch and English)."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    found = (stem(word) for word in re.findall(r"[a-z0-9]+", plain) if word not in STOP and len(word) > 1)
    return list(dict.fromkeys(found))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without the ending that a plural or a verb gives it; short words and numbers stay."""
    if word.isdigit():
        return word
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


def _same(one: str, other: str) -> bool:
    return (
        one == other or (len(one) > 4 and other.startswith(one)) or (len(one) > 4 and fuzz.ratio(one, other) >= ALIKE)
    )


def _widened(tx: Tx, wanted: Sequence[str]) -> list[frozenset[str]]:
    senses = {row.word: row.sense for row in tx.all(_senses)}
    groups: dict[int, set[str]] = {}
    for word, sense in senses.items():
        groups.setdefault(sense, set()).add(word)
    return [frozenset({one} | groups.get(senses.get(one, -1), set())) for one in wanted]
