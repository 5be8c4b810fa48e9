"""Finding earlier words that resemble new ones: full text of the database (SQLite or PostgreSQL), then ranked by likeness."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import DDL, Index, UniqueConstraint, bindparam, delete, event, insert, select, text
from sqlalchemy.dialects.postgresql import insert as insert_or
from sqlmodel import Field, SQLModel

from core.db import Instant, Query, Tx, table
from core.values import frozen

CANDIDATES, ENOUGH, MOST_TERMS, ALIKE = 40, 12, 10, 85
"""How many finds of a kind are ranked, how many are enough, how many words of a question count, and how alike two words
must be to be one with a typo."""
RAREST, COMMON = 5, 1_000
"""By how many of its words a question is looked up, the rarest first; counting stops where a word is common."""
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
    stems: str
    """The words that say something, as they are compared; the full text looks in these."""
    at: datetime = Field(sa_type=Instant, index=True)


class Synonym(SQLModel, table=True):
    """A word, and the group of words that mean the same in this company."""

    __tablename__ = "search_synonym"
    __table_args__ = (Index("search_synonym_sense", "sense"),)
    id: int | None = Field(default=None, primary_key=True)
    word: str = Field(unique=True)
    sense: int


LITE = (
    "CREATE VIRTUAL TABLE search_words USING fts5(stems, kind, content='search_entry', content_rowid='id')",
    "CREATE TRIGGER search_entry_in AFTER INSERT ON search_entry BEGIN"
    " INSERT INTO search_words(rowid, stems, kind) VALUES (new.id, new.stems, new.kind); END",
    "CREATE TRIGGER search_entry_out AFTER DELETE ON search_entry BEGIN"
    " INSERT INTO search_words(search_words, rowid, stems, kind)"
    " VALUES ('delete', old.id, old.stems, old.kind); END",
    "CREATE TRIGGER search_entry_other AFTER UPDATE OF stems ON search_entry BEGIN"
    " INSERT INTO search_words(search_words, rowid, stems, kind)"
    " VALUES ('delete', old.id, old.stems, old.kind);"
    " INSERT INTO search_words(rowid, stems, kind) VALUES (new.id, new.stems, new.kind); END",
)
POSTGRES = (
    "ALTER TABLE search_entry ADD vector tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, stems)) STORED",
    "CREATE INDEX search_entry_words ON search_entry USING gin (vector) WITH (fastupdate = off)",
)
_entry, _synonym = table(Entry), table(Synonym)
for _dialect, _statements in (("sqlite", LITE), ("postgresql", POSTGRES)):
    for _statement in _statements:
        event.listen(_entry, "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]

_put = insert_or(_entry)
_keep = Query(
    _put.on_conflict_do_update(
        index_elements=["kind", "entity"], set_={one: _put.excluded[one] for one in ("words", "stems", "at")}
    ),
    "kind", "entity", "words", "stems", "at",
)  # fmt: skip
_drop = Query(delete(_entry).where(_entry.c.kind == bindparam("kind_"), _entry.c.entity == bindparam("entity_")))
_some = Query(select(_entry.c.id).where(_entry.c.kind == bindparam("kind_")).limit(1))
_senses = Query(select(_synonym.c.word, _synonym.c.sense).order_by(_synonym.c.id))
_asked = "to_tsquery(CAST('simple' AS regconfig), :wanted)"
_lite_find = text(
    "SELECT e.kind, e.entity, e.words FROM search_words JOIN search_entry e ON e.id = search_words.rowid"
    " WHERE search_words MATCH :wanted ORDER BY search_words.rowid DESC LIMIT :most"
)
_lite_count = text("SELECT count(*) FROM (SELECT 1 FROM search_words WHERE search_words MATCH :wanted LIMIT :most)")
_postgres_find = text(
    f"SELECT kind, entity, words FROM search_entry WHERE vector @@ {_asked} AND kind = :kind ORDER BY id DESC LIMIT :most"
)
_match = f"SELECT 1 FROM search_entry WHERE vector @@ {_asked} LIMIT :most"
_postgres_count = text(f"SELECT count(*) FROM ({_match}) AS counted")


@frozen
class Found:
    """Something whose words resemble what was asked; `likeness` is from 0 to 100."""

    kind: str
    entity: int
    likeness: int


def keep(tx: Tx, kind: str, entity: int, words: str) -> None:
    """From now on this can be found by these words; earlier words of the same thing are replaced."""
    tx.run(_keep, kind=kind, entity=entity, words=words, stems=" ".join(terms(words)), at=tx.now)


def drop(tx: Tx, kind: str, entity: int) -> None:
    """It can't be found any more."""
    tx.run(_drop, kind_=kind, entity_=entity)


def find(tx: Tx, words: str, kinds: Sequence[str], most: int = 5, least: int = 50) -> list[Found]:
    """What resembles these words, the likest first: at most so many, of at least this likeness. Other words are no match."""
    wanted = terms(words)[:MOST_TERMS]
    if not wanted:
        return []
    groups = _widened(tx, wanted)
    ranked = [Found(row.kind, row.entity, likeness(groups, row.words)) for row in candidates(tx, groups, kinds)]
    near = sorted((one for one in ranked if one.likeness >= least), key=lambda one: (-one.likeness, -one.entity))
    return near[:most]


def candidates(tx: Tx, groups: Sequence[frozenset[str]], kinds: Sequence[str]) -> list[Any]:
    """What the database's own full text finds, kind by kind: first what holds all of the rarest words, then all but one …

    It stops as soon as it has enough, so that common words cost little; the newest come first. A word that is no common
    one is found in longer words too.
    """
    counted = [(_often(tx, group), group) for group in groups]
    rare = sorted((pair for pair in counted if pair[0]), key=lambda pair: pair[0])[:RAREST]
    fewest = max(1, min(2, len(groups)) - sum(1 for often, _group in counted if not often))
    parts = [_any_of(tx, group, often < COMMON) for often, group in rare]
    return [row for kind in kinds if tx.one(_some, kind_=kind) for row in _stepwise(tx, parts, fewest, kind)]


def _stepwise(tx: Tx, parts: Sequence[str], fewest: int, kind: str) -> Iterable[Any]:
    """At least so many of these words, one less at each step; a word that is nowhere may be a typo."""
    found: dict[int, Any] = {}
    joint, either = (" & ", " | ") if tx.postgres else (" AND ", " OR ")
    for held in range(len(parts), fewest - 1, -1):
        if len(found) >= ENOUGH:
            break
        wanted = either.join(f"({joint.join(some)})" for some in combinations(parts, held))
        for row in _look(tx, wanted, kind):
            found.setdefault(row.entity, row)
    return found.values()


def _look(tx: Tx, wanted: str, kind: str) -> Sequence[Any]:
    """The newest of this kind."""
    lite = {"wanted": f"kind : {kind} AND stems : ({wanted})", "most": CANDIDATES}
    here = {"wanted": wanted, "kind": kind, "most": CANDIDATES}
    found: Sequence[Any] = (tx.execute(_postgres_find, here) if tx.postgres else tx.execute(_lite_find, lite)).all()
    return found


def _any_of(tx: Tx, group: frozenset[str], longer: bool) -> str:
    """A word in any of its senses; `longer` also as the beginning of another word."""
    either, more = (" | ", ":*") if tx.postgres else (" OR ", "*")
    quote = "" if tx.postgres else '"'
    said = either.join(f"{quote}{one}{quote}{more if longer else ''}" for one in sorted(group))
    return f"({said})"


def _often(tx: Tx, group: frozenset[str]) -> int:
    """In how many entries this word stands, counted no further than COMMON; in longer words when it stands nowhere."""
    for longer in (False, True):
        wanted = _any_of(tx, group, longer)
        counting, asked = (_postgres_count, wanted) if tx.postgres else (_lite_count, f"stems : {wanted}")
        if n := int(tx.execute(counting, {"wanted": asked, "most": COMMON}).scalar_one()):
            break
    return n


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
