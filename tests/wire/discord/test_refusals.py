"""Proof that this Discord refuses what Discord refuses: each probe breaks one rule, beside one that passes."""

from __future__ import annotations

import asyncio
import copy
from typing import Any

import pytest

from .raw import Raw
from .sample import CARD, FORM, TIMEOFF

pytestmark = pytest.mark.wire


def row(*components: Any) -> dict[str, Any]:
    return {"type": 1, "components": list(components)}


def button(custom_id: str, **more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "Press", "custom_id": custom_id, **more}


def menu(count: int, **more: Any) -> dict[str, Any]:
    options = [{"label": f"Option {n}", "value": str(n)} for n in range(count)]
    return row({"type": 3, "custom_id": "choose", "options": options, **more})


MESSAGES: dict[str, tuple[Any, Any]] = {
    "2001 characters": ({"content": "x" * 2001}, {"content": "x" * 2000}),
    "nothing at all": ({"content": ""}, {"content": "."}),
    "an unknown member": ({"content": ".", "colour": 1}, {"content": "."}),
    "a duplicate custom id": (
        {"content": ".", "components": [row(button("a"), button("a"))]},
        {"content": ".", "components": [row(button("a"), button("b"))]},
    ),
    "a custom id of 101": (
        {"content": ".", "components": [row(button("a" * 101))]},
        {"content": ".", "components": [row(button("a" * 100))]},
    ),
    "a label of 81": (
        {"content": ".", "components": [row(button("a", label="x" * 81))]},
        {"content": ".", "components": [row(button("a", label="x" * 80))]},
    ),
    "6 rows": (
        {"content": ".", "components": [row(button(str(n))) for n in range(6)]},
        {"content": ".", "components": [row(button(str(n))) for n in range(5)]},
    ),
    "6 buttons in a row": (
        {"content": ".", "components": [row(*(button(str(n)) for n in range(6)))]},
        {"content": ".", "components": [row(*(button(str(n)) for n in range(5)))]},
    ),
    "a select beside a button": (
        {"content": ".", "components": [row(menu(2)["components"][0], button("b"))]},
        {"content": ".", "components": [menu(2), row(button("b"))]},
    ),
    "26 options": ({"content": ".", "components": [menu(26)]}, {"content": ".", "components": [menu(25)]}),
    "more least than most values": (
        {"content": ".", "components": [menu(3, min_values=3, max_values=2)]},
        {"content": ".", "components": [menu(3, min_values=2, max_values=3)]},
    ),
    "a placeholder of 151": (
        {"content": ".", "components": [menu(1, placeholder="x" * 151)]},
        {"content": ".", "components": [menu(1, placeholder="x" * 150)]},
    ),
    "a link with a custom id": (
        {"content": ".", "components": [row(button("a", style=5, url="https://x.example"))]},
        {"content": ".", "components": [row({"type": 2, "style": 5, "label": "x", "url": "https://x.example"})]},
    ),
    "26 embed fields": (
        {"embeds": [{"fields": [{"name": "n", "value": "v"}] * 26}]},
        {"embeds": [{"fields": [{"name": "n", "value": "v"}] * 25}]},
    ),
    "an empty embed field": (
        {"embeds": [{"fields": [{"name": "n", "value": ""}]}]},
        {"embeds": [{"fields": [{"name": "n", "value": "-"}]}]},
    ),
    "6001 characters of embeds": (
        {"embeds": [{"description": "x" * 3000}, {"description": "x" * 3001}]},
        {"embeds": [{"description": "x" * 3000}, {"description": "x" * 3000}]},
    ),
    "a picture that is not there": (
        {"embeds": [{"title": ".", "image": {"url": "attachment://chart.png"}}]},
        {"embeds": [{"title": ".", "image": {"url": "https://x.example/chart.png"}}]},
    ),
    "a nonce of 26": ({"content": ".", "nonce": "x" * 26}, {"content": ".", "nonce": "x" * 25}),
    "V2 with content": (
        {"flags": 1 << 15, "content": ".", "components": [{"type": 10, "content": "."}]},
        {"flags": 1 << 15, "components": [{"type": 10, "content": "."}]},
    ),
}


@pytest.mark.parametrize("probe", MESSAGES)
async def test_a_message_that_breaks_a_rule_is_refused_and_its_neighbour_is_not(raw: Raw, probe: str) -> None:
    wrong, right = MESSAGES[probe]
    status, answer = await raw.post(wrong)
    assert (status, answer["code"]) == (400, 50035)
    raw.refused(50035)
    status, answer = await raw.post(right)
    assert status == 200, answer


def command(**changes: Any) -> dict[str, Any]:
    return {**copy.deepcopy(TIMEOFF), **changes}


def options(count: int, **more: Any) -> list[dict[str, Any]]:
    return [{"type": 3, "name": f"o{n}", "description": "An option", **more} for n in range(count)]


def choices(count: int) -> list[dict[str, Any]]:
    return [{"name": f"Choice {n}", "value": str(n)} for n in range(count)]


COMMANDS: dict[str, tuple[list[Any], list[Any]]] = {
    "capitals": ([command(name="TimeOff")], [command(name="time-off")]),
    "a space": ([command(name="time off")], [command(name="time_off")]),
    "capitals in Dutch": (
        [command(name_localizations={"nl": "Verlof"})],
        [command(name_localizations={"nl": "verlof"})],
    ),
    "an unknown language": ([command(name_localizations={"nl-NL": "verlof"})], [command()]),
    "no description": ([command(description="")], [command(description="x")]),
    "a description of 101": ([command(description="x" * 101)], [command(description="x" * 100)]),
    "26 options": ([command(options=options(26))], [command(options=options(25))]),
    "26 choices": (
        [command(options=options(1, choices=choices(26)))],
        [command(options=options(1, choices=choices(25)))],
    ),
    "required after optional": (
        [command(options=[*options(1), {**options(2)[1], "required": True}])],
        [command(options=[{**options(1)[0], "required": True}, options(2)[1]])],
    ),
    "choices and suggestions": (
        [command(options=options(1, choices=choices(2), autocomplete=True))],
        [command(options=options(1, autocomplete=True))],
    ),
    "the same name twice": ([command(), command()], [command(), command(name="other")]),
    "101 commands": ([command(name=f"c{n}") for n in range(101)], [command(name=f"c{n}") for n in range(100)]),
    "8001 characters": (
        [command(options=options(25, choices=[{"name": "n" * 80, "value": f"{n}"} for n in range(4)]))],
        [command(options=options(25, choices=choices(4)))],
    ),
}


@pytest.mark.parametrize("probe", COMMANDS)
async def test_a_registration_that_breaks_a_rule_is_refused_and_its_neighbour_is_not(raw: Raw, probe: str) -> None:
    wrong, right = COMMANDS[probe]
    status, answer = await raw.register(*wrong)
    assert (status, answer["code"]) == (400, 50035)
    raw.refused(50035)
    status, answer = await raw.register(*right)
    assert status == 200, answer


def form(**changes: Any) -> dict[str, Any]:
    return {**copy.deepcopy(FORM), **changes}


def label(**changes: Any) -> dict[str, Any]:
    inner = {"type": 4, "style": 1, "custom_id": "a", **changes.pop("component", {})}
    return {"type": 18, "label": "Label", **changes, "component": inner}


FORMS: dict[str, tuple[Any, Any]] = {
    "a label of 46": (form(components=[label(label="x" * 46)]), form(components=[label(label="x" * 45)])),
    "a title of 46": (form(title="x" * 46), form(title="x" * 45)),
    "6 fields": (
        form(components=[label(component={"custom_id": str(n)}) for n in range(6)]),
        form(components=[label(component={"custom_id": str(n)}) for n in range(5)]),
    ),
    "a field twice": (form(components=[label(), label()]), form(components=[label()])),
    "a placeholder of 101": (
        form(components=[label(component={"placeholder": "x" * 101})]),
        form(components=[label(component={"placeholder": "x" * 100})]),
    ),
    "a description of 101": (
        form(components=[label(description="x" * 101)]),
        form(components=[label(description="x")]),
    ),
    "no fields": (form(components=[]), form(components=[label()])),
}


@pytest.mark.parametrize("probe", FORMS)
async def test_a_form_that_breaks_a_rule_is_refused_and_may_be_corrected(raw: Raw, probe: str) -> None:
    wrong, right = FORMS[probe]
    waiting = await raw.asks()
    status, answer = await raw.answer(9, wrong)
    assert (status, answer["code"]) == (400, 50035)
    raw.refused(50035)
    status, answer = await raw.answer(9, right)
    assert status == 204, answer
    assert (await waiting).kind == "modal"


async def test_each_kind_of_interaction_takes_its_own_answers_only(raw: Raw) -> None:
    kind: int
    data: Any
    waiting = await raw.asks()
    for kind, data in ((6, None), (7, {"content": "."}), (8, {"choices": []}), (5, {"content": "."})):
        assert (await raw.answer(kind, data))[0] == 400
        raw.refused(50035)
    assert (await raw.answer(9, FORM))[0] == 204
    modal = (await waiting).modal
    assert modal is not None
    sending = asyncio.create_task(raw.server.submit(raw.ana, modal, {"when": "24 nov", "kind": ["care"]}))
    await asyncio.sleep(0)
    for kind, data in ((9, FORM), (7, {"content": "."}), (6, None)):
        assert (await raw.answer(kind, data))[0] == 400
        raw.refused(50035)
    assert (await raw.answer(4, {**CARD, "flags": 64}))[0] == 204
    card = (await sending).message
    assert card is not None
    pressing = asyncio.create_task(raw.server.press(raw.ana, card, "Approve"))
    await asyncio.sleep(0)
    assert (await raw.answer(8, {"choices": []}))[0] == 400
    raw.refused(50035)
    assert (await raw.answer(7, {"content": "Done"}))[0] == 204
    assert (await pressing).text.startswith("Done")
