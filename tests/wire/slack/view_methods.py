"""Modals and the home tab over the Web API: opened by a fresh click, three deep at most, guarded by a hash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .file_methods import check_files_in
from .refusal import Refusal
from .rules import view_faults
from .shapes import view_shape
from .state import View, named_parts, new_id

if TYPE_CHECKING:
    from .server import LoopbackSlack

STACK = 3
TRIGGER_SECONDS = 3.0


def use_trigger(slack: LoopbackSlack, trigger_id: Any) -> str:
    """Who clicked; a trigger id lives three seconds and opens one view."""
    trigger = slack.triggers.get(str(trigger_id))
    if trigger is None:
        raise Refusal("invalid_trigger_id", f"{trigger_id!r} was never given")
    if trigger.used:
        raise Refusal("exchanged_trigger_id", "a trigger id opens one view")
    if slack.clock.now() - trigger.born > TRIGGER_SECONDS:
        raise Refusal("expired_trigger_id")
    trigger.used = True
    return trigger.person


def checked(slack: LoopbackSlack, view: Any, kind: str) -> dict[str, Any]:
    """The view as Slack keeps it, or a refusal."""
    faults = view_faults(view)
    if not faults and view["type"] != kind:
        faults = [f"a {view['type']} where a {kind} belongs"]
    if faults:
        raise Refusal("invalid_arguments", "; ".join(faults))
    check_files_in(slack, view["blocks"])
    return {**view, "blocks": named_parts(view["blocks"])}


def make(slack: LoopbackSlack, owner: str, body: dict[str, Any], under: View | None = None) -> View:
    """A new view, on top of `under` when given."""
    external = body.get("external_id")
    if external and any(v.open and v.body.get("external_id") == external for v in slack.workspace.views.values()):
        raise Refusal("duplicate_external_id", f"external_id {external!r} is in use")
    view_id = new_id("V")
    root, previous = (under.root_id, under.id) if under else (view_id, None)
    view = View(view_id, owner, body, root, previous, slack.workspace.fresh_hash())
    slack.workspace.views[view.id] = view
    return view


def open_view(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    body = checked(slack, a["view"], "modal")
    owner = use_trigger(slack, a.get("trigger_id"))
    for old in slack.workspace.modals.get(owner, []):
        old.open = False
    view = make(slack, owner, body)
    slack.workspace.modals[owner] = [view]
    return {"view": view_shape(slack, view)}


def push_view(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    body = checked(slack, a["view"], "modal")
    owner = use_trigger(slack, a.get("trigger_id"))
    return {"view": view_shape(slack, push(slack, owner, body))}


def push(slack: LoopbackSlack, owner: str, body: dict[str, Any]) -> View:
    """Lay a view on top of the open modal."""
    stack = slack.workspace.modals.get(owner, [])
    if not stack:
        raise Refusal("not_found")
    if len(stack) >= STACK:
        raise Refusal("push_limit_reached", "a fourth view on the stack")
    view = make(slack, owner, body, stack[-1])
    stack.append(view)
    return view


def update_view(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    if "external_id" in a:
        named = [v for v in slack.workspace.views.values() if v.body.get("external_id") == a["external_id"]]
        view = named[-1] if named else None
    else:
        view = slack.workspace.views.get(str(a.get("view_id")))
    if view is None or not view.open:
        raise Refusal("not_found")
    body = checked(slack, a["view"], view.body["type"])
    replace(slack, view, body, a.get("hash"))
    return {"view": view_shape(slack, view)}


def replace(slack: LoopbackSlack, view: View, body: dict[str, Any], known_hash: str | None = None) -> None:
    """New content in a view; what was typed stays where block_id and action_id stay."""
    if known_hash is not None and known_hash != view.hash:
        raise Refusal("hash_conflict")
    view.body, view.hash = body, slack.workspace.fresh_hash()
    view.errors = {}


def publish(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    person = slack.workspace.people.get(a["user_id"])
    if person is None or person.bot:
        raise Refusal("invalid_arguments", f"nobody is {a['user_id']}")
    body = checked(slack, a["view"], "home")
    home = slack.workspace.homes.get(person.id)
    if home is None:
        home = slack.workspace.homes[person.id] = make(slack, person.id, body)
    replace(slack, home, body, a.get("hash"))
    return {"view": view_shape(slack, home)}


METHODS = {
    "views.open": open_view,
    "views.push": push_view,
    "views.update": update_view,
    "views.publish": publish,
}
