"""A year that has passed, written down as it was: for a company that brings its history, and for the sample company."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from core.db import Tx
from core.people import Me
from core.surveys.closing import frozen
from core.surveys.elements import EVP, drawn_evp, part_of, way_of
from core.surveys.evp_models import Announcement, Offer, Year
from core.surveys.models import Mode, Pulse, Round, Tally
from core.surveys.opening import find

Counts = tuple[int, int, int, int, int]
"""How often 1, 2, 3, 4 and 5 were answered."""
Elements = Mapping[int, tuple[Counts, Counts, Counts]]
"""Of each element: importance, experience and promise."""


def write_past_year(
    tx: Tx, owner: Me, opened_at: datetime, offers: Mapping[int, str], counts: Elements,
    *, invited: int, words: str, evaluation: str, places: Mapping[str, Elements] | None = None,
) -> int:  # fmt: skip
    """A closed year: the offer per element, and of each the counts of importance, experience and promise. Gives the round.

    Nothing is told to anybody. `words` stood above the shared result, `evaluation` ended the year. Use it
    before any offer is written: each element gets version 1; without offers nothing is announced. `places`: what of
    these counts came from which place of work; as at any closing, only what gives nobody away is kept. Raises ValueError
    where importance and experience of an element are not of equally many people: they are of those who gave both.
    """
    for elements in (counts, *(places or {}).values()):
        if any(sum(importance) != sum(experience) for importance, experience, _kept in elements.values()):
            raise ValueError("importance and experience count the people who gave both")
    closed_at, apart = opened_at + timedelta(days=14), dict(places or {})
    told: dict[str, int] = {}
    for element, text in offers.items():
        row = Offer(
            element=element, version=1, words=text, written_by=owner.id, written_at=opened_at - timedelta(days=30)
        )
        tx.add(row)
        tx.flush()
        assert row.id is not None
        told[str(element)] = row.id
    announcement = Announcement(offers=told, announced_by=owner.id, announced_at=opened_at - timedelta(days=14))
    pulse = Pulse(audience="everybody", owner_id=owner.id, question=EVP, mode=Mode.ANONYMOUS, weekly=False, cron="",
                  kind="evp", by="place" if apart else "team", zone=owner.zone, started_at=opened_at)  # fmt: skip
    if told:
        tx.add(announcement)
    tx.add(pulse)
    tx.flush()
    assert pulse.id is not None
    asked = Round(pulse_id=pulse.id, question=EVP, questions=list(drawn_evp(EVP)), mode=Mode.ANONYMOUS, minimum=5,
                  mark=secrets.token_hex(8), opened_at=opened_at, closes_at=closed_at, closed_at=closed_at,
                  invited=invited, shared_at=closed_at + timedelta(days=3), shared_words=words, places=list(apart))  # fmt: skip
    tx.add(asked)
    tx.flush()
    assert asked.id is not None
    came = {part: _answers(some, asked.questions) for part, some in enumerate(apart.values(), 1)}
    rest = _answers(counts, asked.questions)
    for some in came.values():
        rest = {one: tuple(n - m for n, m in zip(rest[one], some[one], strict=True)) for one in rest}
    for part, kept in frozen({0: rest, **came}, find(tx, asked.id)).items():
        for question, given in kept.items():
            tx.add(Tally(round_id=asked.id, segment=part, question=question,
                         counts={str(value): n for value, n in enumerate(given, 1)}))  # fmt: skip
    tx.add(Year(owner_id=owner.id, stage="evaluate", since_at=closed_at, started_at=opened_at - timedelta(days=45),
                announcement_id=announcement.id, round_id=asked.id, evaluation=evaluation,
                ended_at=closed_at + timedelta(days=200)))  # fmt: skip
    return asked.id


def _answers(counts: Elements, questions: list[int]) -> dict[int, tuple[int, ...]]:
    return {one: counts[part_of(one)][way_of(one) - 1] for one in questions}
