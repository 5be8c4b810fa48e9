"""Charts: drawn once in one child process beside the loop, which goes when nobody asks."""

import asyncio
from dataclasses import replace

import pytest

from adapters import charts
from adapters.charts import Pictures
from adapters.heat import DEEP, ORANGE, PALE, shade
from bots.ui import Chart, Unfit
from core.words import speaking

BARS = Chart("bars", "Energy", "Support is lowest", ("Support", "Sales"), (3.1, None))
LINE = Chart("line", "Energy", "It rises", ("Jan", "Feb"), (3.1, 3.4), "%")
HEAT = Chart(
    "heat", "Averages", "Support is lowest", ("Support", "Sales", "Sales"), (1.2, None, 3.0, 3.0, None, 5.0),
    columns=("Workload", "Work and rest"), ends=(1.0, 5.0), note="– is not yet visible",
)  # fmt: skip
needs_vega = pytest.mark.skipif(not charts.available(), reason="NOT TESTED: the extra `charts` is not installed")


def _height(picture: bytes) -> int:
    return int.from_bytes(picture[20:24], "big")


@needs_vega
async def test_a_chart_is_drawn_once_by_one_child_also_where_nothing_or_everything_is_alike_t48() -> None:
    pictures = Pictures()
    first, again, other = await asyncio.gather(pictures.png(BARS), pictures.png(BARS), pictures.png(LINE))
    child = pictures._child
    assert first
    assert first.startswith(b"\x89PNG")
    assert again is first
    assert other
    assert other != first
    assert await pictures.png(LINE) is other
    twins = replace(BARS, labels=("Well-being", "Well-being"), values=(3.1, 4.2))
    taller = replace(BARS, values=(3.1, 4.2))
    heights = [_height(await pictures.png(one) or b"") for one in (twins, taller)]
    assert heights[0] == heights[1], "two bars with the same name stay two"
    one = [replace(HEAT, labels=("Support",), columns=("Clarity",), values=(value,)) for value in (None, 1.0, 5.0)]
    for cells in (HEAT, replace(HEAT, values=(None,) * 6), replace(HEAT, values=(3.0,) * 6), *one):
        assert (await pictures.png(cells) or b"").startswith(b"\x89PNG")
    assert pictures._child is child
    await pictures.close()
    assert not pictures.at_work


@needs_vega
async def test_an_idle_child_goes_and_comes_back() -> None:
    pictures = Pictures(idle_seconds=0.01)
    assert await pictures.png(BARS)
    for _ in range(200):
        if not pictures.at_work:
            break
        await asyncio.sleep(0.02)
    assert not pictures.at_work
    assert await pictures.png(LINE)
    await pictures.close()


@needs_vega
async def test_a_child_that_dies_costs_one_picture_at_most() -> None:
    pictures = Pictures()
    await pictures.png(BARS)
    assert pictures._child
    pictures._child.kill()
    await pictures._child.wait()
    assert await pictures.png(LINE)
    await pictures.close()


def test_what_is_hidden_in_a_heat_map_is_open_and_dashed_and_told_as_a_dash_t39() -> None:
    spec = charts.specification(HEAT)
    cells = {(one["r"], one["c"]): one for one in spec["data"]["values"]}
    assert [place for place, one in cells.items() if one["hidden"]] == [(0, 1), (2, 0)]
    assert {one["said"] for one in cells.values() if one["hidden"]} == {"–"}
    assert all("value" not in one for one in cells.values()), "a colour and a word: nothing else is sent to the picture"
    assert [layer.get("transform") for layer in spec["layer"]][1] == [{"filter": "datum.hidden"}]
    assert spec["layer"][1]["mark"]["strokeDash"]
    assert spec["title"]["subtitle"] == "– is not yet visible"
    assert HEAT.numbers()[0] == ("Support", "Workload 1.2 · Work and rest –")
    assert [one[0] for one in HEAT.numbers()] == ["Support", "Sales", "Sales"], "equal names stay apart"


def test_the_colours_go_from_orange_over_pale_to_blue_either_way() -> None:
    assert shade(1.0, (1.0, 5.0)) == shade(0.0, (1.0, 5.0)) == shade(2.0, (2.0, -2.0)) == ORANGE
    assert shade(3.0, (1.0, 5.0)) == shade(0.0, (2.0, -2.0)) == PALE
    assert shade(5.0, (1.0, 5.0)) == shade(-9.0, (2.0, -2.0)) == DEEP


@pytest.mark.parametrize("wrong", [
    {"values": (float("nan"),) * 6}, {"values": (float("inf"),) * 6}, {"values": (1.0,) * 5}, {"columns": ()},
    {"columns": tuple("abcdefg"), "values": (1.0,) * 21}, {"kind": "bars"}, {"ends": (1.0, 1.0)},
])  # fmt: skip
def test_a_heat_map_that_is_none_is_refused_when_it_is_made_t48(wrong) -> None:
    with pytest.raises(Unfit):
        replace(HEAT, **wrong)


def test_numbers_are_written_as_the_reader_does() -> None:
    with speaking("nl"):
        chart = Chart("bars", "Energie", "-", ("A", "B"), (3.14159, -0.5), "%")
    assert chart.said == ("3,14%", "−0,5%")


def test_equal_charts_have_one_name() -> None:
    assert charts.key(BARS) == charts.key(
        Chart("bars", "Energy", "Support is lowest", ("Support", "Sales"), (3.1, None))
    )
    assert charts.key(BARS) != charts.key(LINE)
    assert charts.specification(BARS)["data"]["values"][1]["value"] is None
