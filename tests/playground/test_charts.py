"""Charts: drawn once in one child process beside the loop, which goes when nobody asks."""

import asyncio

import pytest

from adapters import charts
from adapters.charts import Pictures
from bots.ui import Chart

BARS = Chart("bars", "Energy", "Support is lowest", ("Support", "Sales"), (3.1, None))
LINE = Chart("line", "Energy", "It rises", ("Jan", "Feb"), (3.1, 3.4), "%")
needs_vega = pytest.mark.skipif(not charts.available(), reason="NOT TESTED: the extra `charts` is not installed")


@needs_vega
async def test_a_chart_is_drawn_once_by_one_child() -> None:
    pictures = Pictures()
    first, again, other = await asyncio.gather(pictures.png(BARS), pictures.png(BARS), pictures.png(LINE))
    child = pictures._child
    assert first
    assert first.startswith(b"\x89PNG")
    assert again is first
    assert other
    assert other != first
    assert await pictures.png(LINE) is other
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


def test_equal_charts_have_one_name() -> None:
    assert charts.key(BARS) == charts.key(
        Chart("bars", "Energy", "Support is lowest", ("Support", "Sales"), (3.1, None))
    )
    assert charts.key(BARS) != charts.key(LINE)
    assert charts.specification(BARS)["data"]["values"][1]["value"] is None
