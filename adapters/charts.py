"""Pictures of numbers: a Chart becomes a PNG in one child process, which goes when nobody asks for a while."""

import asyncio
import contextlib
import hashlib
import json
import sys
from importlib.util import find_spec
from typing import Any

import structlog

from adapters.heat import BLUE, GREY, INK, heat, lettered
from bots.ui import Chart

log = structlog.get_logger()
IDLE_SECONDS, LONGEST_SECONDS, KEPT = 30.0, 20.0, 64


def available() -> bool:
    """Whether pictures can be made here; without the extra `charts` the numbers stay as text."""
    return find_spec("vl_convert") is not None


def specification(chart: Chart) -> dict[str, Any]:
    """What the picture shows, as a Vega-Lite specification: values at the bars, one calm colour, gaps left open."""
    title = {"text": chart.title, "anchor": "start", "fontSize": 14, "color": INK, "offset": 12}
    if chart.note:
        title |= {"subtitle": chart.note, "subtitleColor": INK, "subtitlePadding": 5, "subtitleFontSize": 12}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": "white", "padding": 16, "title": title,
        **(heat(chart) if chart.kind == "heat" else _plain(chart)),
        "config": {"view": {"stroke": None}, "font": "sans-serif",
                   "axis": {"labelColor": INK, "labelFontSize": 12, "gridColor": GREY, "domainColor": GREY}},
    }  # fmt: skip


def _plain(chart: Chart) -> dict[str, Any]:
    """Bars or a line, numbered one by one so that equal names stay apart."""
    rows = [{"n": n, "value": value, "end": max(value or 0, 0), "said": "" if value is None else said}
            for n, (value, said) in enumerate(zip(chart.values, chart.said, strict=True))]  # fmt: skip
    bars = chart.kind == "bars"
    named = {"labelExpr": "labels[datum.value]"}
    name: dict[str, Any] = {"field": "n", "type": "ordinal", "title": None}
    size: dict[str, Any] = {"field": "value", "type": "quantitative", "title": None, "scale": {"zero": True}}
    if bars:
        name["axis"] = {**named, "labelLimit": 220, "ticks": False, "domain": False, "labelPadding": 8}
        size["axis"] = None
        place = {"y": name, "x": size}
        mark: dict[str, Any] = {"type": "bar", "color": BLUE, "cornerRadiusEnd": 3, "height": {"band": 0.62}}
        words = {"type": "text", "align": "left", "dx": 6}
        at = {"x": {**size, "field": "end"}}  # below nought the number stands beside the bar, not on it
    else:
        name["axis"] = {**named, "labelAngle": 0, "labelOverlap": True, "grid": False}
        place = {"x": name, "y": size}
        mark = {"type": "line", "color": BLUE, "strokeWidth": 2.5, "point": {"filled": True, "color": BLUE, "size": 50}}
        words, at = {"type": "text", "dy": -12}, {}
    said: dict[str, Any] = {"mark": {**words, "color": INK, "fontSize": 12},
            "encoding": {"text": {"field": "said", "type": "nominal"}, **at}}  # fmt: skip
    halo = {**said, "mark": {**said["mark"], "stroke": "white", "strokeWidth": 4}}
    labels = {"name": "labels", "value": [lettered(label) for label in chart.labels]}
    return {"width": 420, "height": {"step": 30} if bars else 200, "data": {"values": rows}, "encoding": place,
            "params": [labels], "layer": [{"mark": mark}, halo, said]}  # fmt: skip


def key(chart: Chart) -> str:
    """The picture's name: equal charts have one picture."""
    text = json.dumps(specification(chart), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


class Pictures:
    """Draws charts one after the other, beside the loop, and keeps the last ones."""

    def __init__(self, idle_seconds: float = IDLE_SECONDS) -> None:
        self._kept: dict[str, bytes] = {}
        self._turn = asyncio.Lock()
        self._child: asyncio.subprocess.Process | None = None
        self._idle_seconds = idle_seconds
        self._leaving: asyncio.TimerHandle | None = None

    @property
    def at_work(self) -> bool:
        """Whether the child is there."""
        return self._child is not None and self._child.returncode is None

    async def png(self, chart: Chart) -> bytes | None:
        """The picture, or None where none can be made: the numbers stand as text anyway."""
        name = key(chart)
        if name in self._kept:
            return self._kept[name]
        if not available():
            return None
        async with self._turn:
            if name not in self._kept:
                picture = await self._drawn(specification(chart))
                if not picture:
                    return None
                self._kept[name] = picture
                while len(self._kept) > KEPT:
                    del self._kept[next(iter(self._kept))]
            return self._kept[name]

    async def close(self) -> None:
        """Let the child go."""
        if self._leaving:
            self._leaving.cancel()
        child, self._child = self._child, None
        if child is None or child.returncode is not None:
            return
        if child.stdin:
            child.stdin.close()
        try:
            await asyncio.wait_for(child.wait(), 2)
        except TimeoutError:
            child.kill()
            await child.wait()

    async def _drawn(self, spec: dict[str, Any]) -> bytes | None:
        if self._leaving:
            self._leaving.cancel()
        try:
            picture = await asyncio.wait_for(self._asked(spec), LONGEST_SECONDS)
        except (TimeoutError, OSError, asyncio.IncompleteReadError) as lost:
            log.warning("a picture was not drawn", error=type(lost).__name__)
            if self._child and self._child.returncode is None:
                self._child.kill()
            await self.close()
            return None
        self._leaving = asyncio.get_running_loop().call_later(self._idle_seconds, self._rest)
        return picture

    async def _asked(self, spec: dict[str, Any]) -> bytes:
        if not self.at_work:
            self._child = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "adapters.chart_child",
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
        child = self._child
        assert child is not None
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(json.dumps(spec).encode() + b"\n")
        await child.stdin.drain()
        length = int.from_bytes(await child.stdout.readexactly(4), "big")
        return await child.stdout.readexactly(length)

    def _rest(self) -> None:
        child = self._child
        if child is not None and child.stdin is not None:
            with contextlib.suppress(OSError):
                child.stdin.close()
        self._child = None
        if child is not None:
            self._gone = asyncio.ensure_future(child.wait())
