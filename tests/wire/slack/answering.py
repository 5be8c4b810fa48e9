"""What Slack does with an answer inside an acknowledgement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .refusal import Refusal
from .state import Person, View
from .view_methods import checked, push, replace

if TYPE_CHECKING:
    from .server import LoopbackSlack


def answered_command(slack: LoopbackSlack, response_url: str, payload: dict[str, Any]) -> None:
    """A command's acknowledgement may carry a message, shown to whoever typed it."""
    try:
        slack.response_urls.answer_command(response_url, payload)
    except Refusal as refusal:
        slack.violations.append(f"the answer to a command: {refusal.error}: {refusal.violation}")


def answered_submission(slack: LoopbackSlack, person: Person, view: View, payload: dict[str, Any]) -> None:
    """Nothing closes the modal; errors stay on their fields; update, push and clear do what they say."""
    try:
        _apply(slack, person, view, payload)
    except Refusal as refusal:
        slack.violations.append(f"the answer to a submission: {refusal.error}: {refusal.violation}")


def _apply(slack: LoopbackSlack, person: Person, view: View, payload: dict[str, Any]) -> None:
    stack = slack.workspace.modals[person.id]
    wanted = payload.get("response_action")
    allowed = {"errors": {"errors"}, "update": {"view"}, "push": {"view"}, "clear": set(), None: set()}.get(wanted)
    if allowed is None or set(payload) - {"response_action"} != allowed:
        raise Refusal("invalid_response", f"{payload!r:.160}")
    view.errors = {}
    if wanted == "errors":
        view.errors = _field_errors(view, payload["errors"])
    elif wanted == "update":
        replace(slack, view, checked(slack, payload["view"], "modal"))
    elif wanted == "push":
        push(slack, person.id, checked(slack, payload["view"], "modal"))
    else:
        for gone in stack[:] if wanted == "clear" else [view]:
            gone.open = False
            if gone in stack:
                stack.remove(gone)


def _field_errors(view: View, errors: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise Refusal("invalid_response", "response_action errors without errors")
    if strangers := sorted(set(errors) - inputs):
        raise Refusal("invalid_response", f"errors for {strangers}, which are no input blocks of this view")
    if not all(isinstance(text, str) and 0 < len(text) <= 2000 for text in errors.values()):
        raise Refusal("invalid_response", "an error is a text of 1 to 2,000 characters")
    return errors
