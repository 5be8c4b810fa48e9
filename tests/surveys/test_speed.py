"""What `make bench` measures of surveys runs and counts right, on a small scale: times are for the bench alone."""

import asyncio
from pathlib import Path

from tests.bench import fan_out
from tests.bench.surveys import DRIVERS_ASKED, SEGMENTS, burst, empty_place, results


def test_a_round_for_one_team_and_for_everybody_reaches_each_of_them_once(tmp_path: Path) -> None:
    for place, teams in (("one", 1), ("many", 3)):
        (tmp_path / place).mkdir()
        asyncio.run(fan_out.once(empty_place(str(tmp_path / place)), 620, teams))


def test_no_answer_of_a_burst_is_lost_and_results_agree_with_a_group_by(tmp_path: Path) -> None:
    (tmp_path / "burst").mkdir()
    _answer, _bare, kept = asyncio.run(burst(empty_place(str(tmp_path / "burst")), 40))
    assert kept == 40
    _ours, _theirs, total = asyncio.run(results(empty_place(str(tmp_path)), 20))
    assert total == 20 * SEGMENTS * DRIVERS_ASKED
