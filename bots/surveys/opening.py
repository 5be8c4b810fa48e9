"""A round opens: a direct message to who may get one, one card in the team's place for who may not."""

from datetime import date
from typing import Any

from bots.bot import due, on, refresh, view
from bots.chat import Context, Send
from bots.surveys import answer
from bots.surveys.drawing import promise, said_moment, title
from bots.ui import Actions, Button, Message, Text
from core import people, surveys
from core.surveys import RoundClosed, RoundOpened
from core.words import _

MOST_QUESTIONS = 3


@view("call")
def call(ctx: Context, round_id: int) -> Message | None:
    """The card in the team's place: the same for everybody, whoever has answered (T46)."""
    asked = surveys.find(ctx.tx, round_id)
    summary = title(ctx, asked)
    question = Text("\n".join(f"**{surveys.ask(one)}**" for one in asked.questions[:MOST_QUESTIONS]))
    if not asked.is_open(ctx.now):
        return Message(summary, (question, Text(_("This pulse has closed."))))
    until = said_moment(asked.closes_at, ctx.me.zone)
    return Message(summary, (
        question,
        Text(_("Open until {moment}. Press Answer: only you see the question that follows.").format(moment=until)),
        Actions((Button(_("Answer"), answer.open_card.id(round_id), "primary"),)),
        Text(promise(asked), small=True),
    ))  # fmt: skip


def reachable(ctx: Context, person: int) -> bool:
    """Whether some account of this person takes a direct message: by its platform's rule, or their own click."""
    assert ctx.suite is not None
    return any(ctx.suite.may_write(account) for account in people.accounts(ctx.tx, person))


@on(RoundOpened)
def invite(ctx: Context, opened: RoundOpened) -> list[Send]:
    """Ask each person once: directly where first contact may be a direct message, else by one card for all."""
    return _asked(ctx, opened.round_id, opened.team_id or None, surveys.invitees(ctx.tx, opened.round_id))


@due("more")
def invite_more(ctx: Context, planned: dict[str, Any]) -> list[Send]:
    """A large team is asked 500 at a time."""
    number = int(planned["round"])
    seated, _last = surveys.seat(ctx.tx, number, int(planned["after"]), planned.get("parts"))
    return _asked(ctx, number, surveys.find(ctx.tx, number).team_id, seated)


def _asked(ctx: Context, round_id: int, team: int | None, invited: list[int]) -> list[Send]:
    """The card goes to the team's place on each platform of those who can't be reached directly.

    Where there is no such place they are told as everybody is, and the app finds the way.
    """
    direct = [person for person in invited if reachable(ctx, person)]
    beyond = set(invited) - set(direct)
    platforms = {account.platform for person in beyond for account in people.accounts(ctx.tx, person)}
    called = [place for place in people.places(ctx.tx, "team")
              if team is not None and place.team_id == team and place.ref.partition(":")[0] in platforms]  # fmt: skip
    told = direct if called or not platforms else invited
    key = f"surveys:{round_id}"
    return [
        *(
            Send(f"place:{place.id}", call.full, round_id, answer.TOPIC, key=f"{key}:call:{place.id}")
            for place in called
        ),
        *(
            Send(f"person:{person}", answer.card.full, round_id, answer.TOPIC, "invite", f"{key}:{person}")
            for person in told
        ),
    ]


@due("weekly")
def monday(ctx: Context, planned: dict[str, object]) -> None:
    """Monday, nine o'clock on the team's clock."""
    surveys.strike(ctx.tx, int(str(planned["pulse"])), date.fromisoformat(str(planned["slot"])[:10]))


@due("close")
def closing(ctx: Context, planned: dict[str, object]) -> None:
    """The round closes."""
    surveys.close(ctx.tx, int(str(planned["round"])))


@refresh(RoundClosed, call)
def shut(happened: RoundClosed) -> int:
    """The card in the team's place loses its button."""
    return happened.round_id
