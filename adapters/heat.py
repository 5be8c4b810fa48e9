"""A heat map as a picture: a number in every cell, orange to blue, which everybody tells apart; dashes where it is hidden."""

import re
from textwrap import wrap
from typing import Any

from bots.ui import Chart

BLUE, INK, GREY = "#2f6f8f", "#24313a", "#d9e0e4"
ORANGE, PALE, DEEP = (201, 99, 28), (246, 243, 238), (38, 95, 125)
"""Orange and blue look different to everybody; in grey the numbers tell."""
WIDE, NARROWEST, WIDEST, HIGH, LETTER, MOST_LINES = 330, 52, 110, 36, 7.2, 3


FACES = re.compile("[\U0001f000-\U0001faff\ufe0f]")
"""Faces and signs: few servers have a font with them, and without one a picture shows empty boxes."""


def lettered(text: str) -> str:
    """Without faces and signs, where something is left."""
    return FACES.sub("", text).strip() or text


def shade(value: float, ends: tuple[float, float]) -> tuple[int, int, int]:
    """The colour of a value: orange at the first end and beyond it, pale halfway, blue at the other end."""
    at = min(1.0, max(0.0, (value - ends[0]) / (ends[1] - ends[0])))
    low, high, part = (ORANGE, PALE, at * 2) if at < 0.5 else (PALE, DEEP, at * 2 - 1)
    red, green, blue = (round(one + (other - one) * part) for one, other in zip(low, high, strict=True))
    return red, green, blue


def heat(chart: Chart) -> dict[str, Any]:
    """The cells, numbered by row and column so that equal names stay apart; what is hidden has a dashed edge and a dash."""
    columns = len(chart.columns)
    wide = max(NARROWEST, min(WIDEST, WIDE // columns))
    cells = [{"r": place // columns, "c": place % columns, "said": said, **_look(value, chart.ends)}
             for place, (value, said) in enumerate(zip(chart.values, chart.said, strict=True))]  # fmt: skip
    axis = {"title": None, "ticks": False, "domain": False, "labelPadding": 8, "labelColor": INK}
    down = {"field": "r", "type": "ordinal", "scale": {"paddingInner": 0.08},
            "axis": {**axis, "labelExpr": "rows[datum.value]", "labelLimit": 130}}  # fmt: skip
    across = {"field": "c", "type": "ordinal", "scale": {"paddingInner": 0.05},
              "axis": {**axis, "labelExpr": "columns[datum.value]", "labelAngle": 0, "orient": "top",
                       "labelLineHeight": 14, "labelLimit": wide + 8}}  # fmt: skip
    tile = {"type": "rect", "cornerRadius": 4}
    edge = {"fill": {"field": "fill", "type": "nominal", "scale": None}}
    ink = {"text": {"field": "said", "type": "nominal"}, "color": {"field": "ink", "type": "nominal", "scale": None}}
    return {
        "width": {"step": wide}, "height": {"step": HIGH},
        "params": [{"name": "rows", "value": [lettered(label) for label in chart.labels]},
                   {"name": "columns", "value": [_lines(name, wide) for name in chart.columns]}],
        "data": {"values": cells}, "encoding": {"y": down, "x": across},
        "layer": [
            {"transform": [{"filter": "!datum.hidden"}], "mark": tile, "encoding": edge},
            {"transform": [{"filter": "datum.hidden"}],
             "mark": {**tile, "fill": "white", "stroke": "#7b868c", "strokeDash": [4, 3], "strokeWidth": 1.2}},
            {"mark": {"type": "text", "fontSize": 14, "fontWeight": 500}, "encoding": ink},
        ],
    }  # fmt: skip


def _look(value: float | None, ends: tuple[float, float]) -> dict[str, Any]:
    if value is None:
        return {"hidden": True, "fill": "white", "ink": "#56616a"}
    red, green, blue = shade(value, ends)
    dark = 0.299 * red + 0.587 * green + 0.114 * blue < 140
    return {"hidden": False, "fill": f"#{red:02x}{green:02x}{blue:02x}", "ink": "white" if dark else INK}


def _lines(name: str, wide: int) -> list[str]:
    """A column's name over a few short lines."""
    lines = wrap(lettered(name), max(4, int(wide / LETTER)), break_long_words=False)
    return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1] + "…"]
