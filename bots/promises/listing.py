"""The public list of promises: one's own, the team's, all that is open, all that is late."""

from bots.bot import Asked, Opt, Pressed, Reply, command, press
from bots.chat import Context
from bots.promises.outcome import open_card, standing
from bots.promises.promise import open_form
from bots.ui import Actions, Button, Message, Node, Plain, Row, Text, shortened
from core import people, promises
from core.words import N_, _, say_date

A_PAGE = 5
LISTS = {"mine": N_("Mine"), "team": N_("My team"), "open": N_("Still open"), "late": N_("Late")}
TITLES = {
    "mine": N_("Your promises"), "team": N_("Promises of and to your team"), "open": N_("Open promises"),
    "late": N_("Promises past their day"),
}  # fmt: skip
TYPED = {"mine": "mine", "mijn": "mine", "team": "team", "open": "open", "late": "late", "laat": "late"}


@command(
    "promises", "beloftes", help=("Who promised what, and what became of it", "Wie wat beloofde, en wat ervan kwam"),
    options=(Opt("which", "text", ("which", "welke"), ("mine, team, open or late", "mijn, team, open of laat")),), reads=True,
)  # fmt: skip
def show_promises(ctx: Context, asked: Asked) -> Message:
    """The list that was asked for; without a word all that is open."""
    return draw(ctx, TYPED.get(asked.get("which").lower().strip(), "open"), 0)


@press("list", reads=True)
def show_list(ctx: Context, pressed: Pressed) -> Reply:
    """Another list, or the next page, in place."""
    which = pressed.args[0] if pressed.args else "open"
    return draw(ctx, which if which in LISTS else "open", pressed.entity)


def draw(ctx: Context, which: str, page: int) -> Message:
    """One page of a list, with the ways to the others."""
    found = promises.listed(ctx.tx, ctx.me, which, ctx.today)
    shown = found[page * A_PAGE : (page + 1) * A_PAGE]
    names = people.names(ctx.tx, [one.owner_id for one in shown])
    body: list[Node] = [
        Row(
            f"**{Plain(names[one.owner_id])}** · {say_date(one.due_on)} · {standing(ctx, one)}\n{Plain(shortened(one.words, 150))}",
            Button(_("Look"), open_card.id(one.id)),
        )
        for one in shown
    ]
    if not shown:
        body.append(Text(_("Nothing here.")))
    more = len(found) - (page + 1) * A_PAGE
    if more > 0:
        body.append(Actions((Button(_("{n} more").format(n=more), show_list.id(page + 1, which, "more")),)))
    body.append(Actions(tuple(
        Button(_(label), show_list.id(0, name), "primary" if name == which else "plain") for name, label in LISTS.items()
    )))  # fmt: skip
    body.append(Actions((Button(_("Promise something…"), open_form.id()),)))
    return Message(_(TITLES[which]), tuple(body))
