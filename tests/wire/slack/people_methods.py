"""People over the Web API: the app itself, members, their e-mail addresses, user groups, the team."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .pages import page
from .refusal import Refusal
from .shapes import person_shape

if TYPE_CHECKING:
    from .server import LoopbackSlack


def auth_test(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    workspace = slack.workspace
    return {
        "url": f"https://{workspace.domain}.slack.test/",
        "team": workspace.name,
        "user": "townhall",
        "team_id": workspace.team,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
        **({"enterprise_id": workspace.enterprise} if workspace.enterprise else {}),
    }


def info(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    person = slack.workspace.people.get(a["user"])
    if person is None:
        raise Refusal("user_not_found")
    return {"user": person_shape(slack, person, locale=bool(a.get("include_locale")))}


def list_(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    if "limit" not in a:
        raise Refusal("limit_required", "users.list without a limit fails in a large workspace")
    if slack.workspace.enterprise and "team_id" not in a:
        raise Refusal("missing_argument", "team_id, which an organisation's token needs")
    part, cursor = page(slack, list(slack.workspace.people.values()), a)
    locale = bool(a.get("include_locale"))
    return {
        "members": [person_shape(slack, person, locale=locale) for person in part],
        "cache_ts": int(slack.clock.now()),
        "response_metadata": {"next_cursor": cursor},
    }


def by_email(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    wanted = a["email"].casefold()
    for person in slack.workspace.people.values():
        if person.email and person.email.casefold() == wanted and not person.deleted:
            return {"user": person_shape(slack, person)}
    raise Refusal("users_not_found")


def groups(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    shapes = []
    for group in slack.workspace.groups.values():
        shape: dict[str, Any] = {
            "id": group.id,
            "team_id": slack.workspace.team,
            "is_usergroup": True,
            "name": group.name,
            "handle": group.handle,
            "description": "",
            "date_delete": 0,
        }
        if a.get("include_users"):
            shape["users"] = list(group.members)
        if a.get("include_count"):
            shape["user_count"] = len(group.members)
        shapes.append(shape)
    return {"usergroups": shapes}


def group_members(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    group = slack.workspace.groups.get(a["usergroup"])
    if group is None:
        raise Refusal("no_such_subteam")
    return {"users": list(group.members)}


def team_info(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    workspace = slack.workspace
    team = {"id": workspace.team, "name": workspace.name, "domain": workspace.domain, "email_domain": ""}
    return {"team": team}


def bot_info(slack: LoopbackSlack, a: dict[str, Any]) -> dict[str, Any]:
    if a.get("bot") not in (None, slack.workspace.bot_id):
        raise Refusal("bot_not_found")
    workspace = slack.workspace
    bot = {"id": workspace.bot_id, "deleted": False, "name": "Townhall", "user_id": workspace.bot.id}
    return {"bot": {**bot, "app_id": workspace.app_id, "updated": int(slack.clock.now())}}


METHODS = {
    "auth.test": auth_test,
    "users.info": info,
    "users.list": list_,
    "users.lookupByEmail": by_email,
    "usergroups.list": groups,
    "usergroups.users.list": group_members,
    "team.info": team_info,
    "bots.info": bot_info,
}
