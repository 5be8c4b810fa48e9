"""The pictures of the documents, from the sample company itself: `make pictures`. Needs Chromium and a font with emoji."""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from core import people, timeoff
from core.db import Tx
from tests.playground.conftest import ARGUMENTS, CHROMIUM
from tests.playground.people import Person, Rooms, moves_to, team_answers
from tests.playground.serving import Served
from tests.survey_pictures import consulted, gaps, heat

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
Size = tuple[int, int]
COLUMN, DESK, PHONE = (380, 690), (1120, 640), (390, 760)
MONDAY, WEDNESDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC), datetime(2026, 11, 25, 15, 1, tzinfo=UTC)
WORD = "I miss your stories from the road. Shall we have coffee on Tuesday? I bring the cake."
ANSWER = "Yes, coffee. Two big customers left us this month and we are tired. It helps that you ask."
CAPTIONS = (
    ("A team falls quiet", "Against its own past, never against others."),
    ("A word, in her own words", "Only the sender’s click sends it."),
    ("A reply", "Whoever writes back chooses to sign it."),
)
PAGE = """<!doctype html><style>
body { margin: 0; padding: 28px; background: #eef1ee; color: #1f2a28; display: flex; gap: 22px; align-items: start;
       font: 15px/1.45 system-ui, "Liberation Sans", sans-serif; }
figure { margin: 0; width: 380px; } figcaption { display: flex; gap: 12px; padding: 0 4px 14px; color: #5a6663; }
strong { display: block; color: #1f2a28; font-size: 17px; }
b { flex: none; width: 28px; height: 28px; border-radius: 50%; background: #1b6557; color: #fff; display: grid;
    place-items: center; margin-top: 2px; }
img { width: 100%; display: block; border-radius: 14px; box-shadow: 0 8px 28px #0000001a; }
</style>"""
LEAST = 200
"""What a screen is high at least, whatever stands above the message."""
Sits = Callable[..., Person]


@contextmanager
def _seats(browser: Browser) -> Iterator[Sits]:
    contexts = []

    def sits(served: Served, user: str, at: str, size: Size = DESK) -> Person:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale="en-GB",
            reduced_motion="reduce",
            color_scheme="light",
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(served.url)
        page.goto(f"{served.url.split('/?')[0]}/?as={user}&at={at}")
        return Person(page)

    yield sits
    for context in contexts:
        context.close()


def _keep(name: str, picture: bytes) -> None:
    (FOLDER / name).write_bytes(picture)
    print(f"{name}: {len(picture) // 1024} kB")


def _settled(page: Page) -> None:
    """Every picture is drawn, no news lies over the page, and nothing has the focus."""
    for picture in page.get_by_role("img").all():
        picture.scroll_into_view_if_needed()
        picture.evaluate("one => one.decode()")
    for frame in page.frames:
        frame.evaluate("document.querySelectorAll('.toast').forEach((one) => one.remove())")
        frame.evaluate("document.activeElement.blur()")
    page.wait_for_timeout(300)


def _screen(person: Person, first: Locator) -> bytes:
    """The screen, as high as it must be to begin with this message."""
    page, size = person.page, person.page.viewport_size
    _settled(page)
    page.get_by_role("article").last.evaluate("one => one.scrollIntoView({block: 'end'})")
    heading, box = page.get_by_role("heading", level=1).bounding_box(), first.bounding_box()
    assert size is not None
    assert heading is not None
    assert box is not None
    above = round(box["y"] - heading["y"] - heading["height"] - 28)
    assert above < size["height"] - LEAST, "the conversation does not stand at its end"
    page.set_viewport_size({"width": size["width"], "height": size["height"] - above})
    page.wait_for_timeout(300)
    return page.screenshot()


def quiet_team(served: Served, sits: Sits, browser: Browser) -> None:
    """Quiet, a word, a reply: three columns beside each other."""
    roos, lotte = (sits(served, user, f"play:@{user}", COLUMN) for user in ("roos", "lotte"))
    roos.types("/community")
    roos.sees("1 team is quieter than usual")
    _settled(roos.page)
    roos.message("1 team is quieter than usual").evaluate("one => one.scrollIntoView()")
    shown = [roos.page.get_by_role("main").screenshot()]
    roos.types("/nudge Sales")
    roos.form("In your own words").fill(WORD)
    roos.submits("Preview")
    roos.presses("Send", "Not sent yet")
    lotte.sees("I miss your stories")
    _settled(lotte.page)
    shown.append(lotte.page.get_by_role("main").screenshot())
    lotte.presses("Reply to Roos…", "I miss your stories")
    lotte.form("Your words").fill(ANSWER)
    lotte.submits("Send")
    roos.sees("Lotte van Dijk writes back")
    roos.message("1 team is quieter than usual").evaluate("one => one.remove()")
    _settled(roos.page)
    shown.append(roos.page.get_by_role("main").screenshot())
    figures = "".join(
        f"<figure><figcaption><b>{number}</b><span><strong>{escape(title)}</strong>{escape(about)}</span></figcaption>"
        f'<img src="data:image/png;base64,{base64.b64encode(picture).decode()}"></figure>'
        for number, (picture, (title, about)) in enumerate(zip(shown, CAPTIONS, strict=True), 1)
    )
    context = browser.new_context(viewport={"width": 1240, "height": 400})
    page = context.new_page()
    page.set_content(PAGE + figures)
    _keep("quiet-team.png", page.screenshot(full_page=True))
    context.close()


def leave(served: Served, sits: Sits) -> None:
    """The preview, the card of who decides, and both beside each other."""
    ana, mark = (sits(served, user, f"play:@{user}") for user in ("ana", "mark"))
    mark.presses("Approve", "Joris Mulder asks for time off")
    ana.types("/timeoff 24 nov - 27 nov")
    ana.sees("Time off Tue 24")
    _keep("request.png", _screen(ana, ana.message("Time off Tue 24")))
    ana.presses("Request", "Time off Tue 24")
    asked = mark.message("Ana Bakker asks for time off")
    asked.wait_for()
    _keep("decide.png", _screen(mark, asked))
    mark.page.goto(f"{served.url.split('/?')[0]}/two?left=ana&right=mark")
    for name in ("ana", "mark"):
        pane = mark.page.frame_locator(f"[title={name}]")
        pane.get_by_role("button", name="Townhall", exact=True).last.click()
    right = mark.page.frame_locator("[title=mark]")
    right.get_by_role("article").filter(has_text="Ana Bakker asks").wait_for()
    mark.page.set_viewport_size({"width": 1240, "height": 650})
    _settled(mark.page)
    _keep("side-by-side.png", mark.page.screenshot())


def rules_of_leave(served: Served, sits: Sits) -> None:
    """A type of the company's own, a public holiday for another day, and a turn on duty that is offered."""

    async def allowed() -> None:
        def unit(tx: Tx) -> None:
            (hans, *_others) = people.with_role(tx, people.Role.HR)
            timeoff.set_policy(tx, hans, "holiday", "exchange", date(2020, 1, 1), 1)

        await served.room.world.db.write(unit)

    served.does(allowed)
    hans, ana, hanna, eva = (sits(served, user, f"play:@{user}") for user in ("hans", "ana", "hanna", "eva"))
    hans.types("/timeoff types")
    hans.presses("Add a type", "Types of leave")
    hans.form("Name in English").fill("Moving day")
    hans.form("Name in Dutch").fill("Verhuisdag")
    _settled(hans.page)
    _keep("type.png", hans.page.screenshot())
    hans.submits("Add")
    hans.sees("Moving day is on offer from today")
    ana.types("/timeoff exchange")
    ana.form("The day off instead").fill("2026-12-24")
    ana.submits("Exchange")
    exchanged = ana.message("You work on Christmas Day")
    exchanged.wait_for()
    _keep("exchange.png", _screen(ana, exchanged))
    hanna.types("/timeoff duty")
    hanna.presses("Give a turn away", "On duty for Finance")
    hanna.form("Who").select_option(label="Eva Postma")
    hanna.submits("Ask")
    offered = eva.message("Hanna Vink asks you to take a turn on duty")
    offered.wait_for()
    eva.types("/timeoff duty")
    eva.sees("On duty for Finance")
    _keep("duty.png", _screen(eva, offered))


def customer(served: Served, sits: Sits) -> None:
    """The card of a department, with the problem behind it."""
    kees = sits(served, "kees", "play:questions-finance")
    first = kees.message("Mark Visser asks for a customer")
    first.wait_for()
    _keep("customer.png", _screen(kees, first))


def read_along(served: Served, sits: Sits) -> None:
    """What leaders read of customers' questions, last year's survey by group, and the ideas that are on the table."""
    for user, typed, title, name in (
        ("amira", "/escalate report", "Customer questions", "report.png"),
        ("ana", "/discussions ideas", "Ideas", "ideas.png"),
    ):
        one = sits(served, user, f"play:@{user}")
        one.types(typed)
        shown = one.message(title)
        shown.wait_for()
        _keep(name, _screen(one, shown))
    hans = sits(served, "hans", "play:@hans")
    hans.types("/evp")
    hans.presses("The result", "What we offer, year by year")
    hans.presses("By group", "Result: What we offer")
    groups = hans.page.get_by_role("article").last
    groups.get_by_role("img").first.wait_for()
    _keep("by-group.png", _screen(hans, groups))


def somebody_new(served: Served, sits: Sits) -> None:
    """How far a newcomer is, as HR reads it; what community managers choose for all channels."""
    hans, roos = (sits(served, user, f"play:@{user}") for user in ("hans", "roos"))
    hans.types("/discussions onboarding")
    hans.presses("How far", "Onboarding")
    way = hans.message("Write down three things")
    way.wait_for()
    _keep("first-weeks.png", _screen(hans, way))
    roos.types("/community settings")
    roos.presses("In one channel…", "Settings for all channels")
    roos.form("How many working hours").fill("16")
    roos.submits("Save")
    settings = roos.message("16 working hours")
    settings.wait_for()
    _keep("settings.png", _screen(roos, settings))


def pulse(served: Served, sits: Sits) -> None:
    """The result as the team finds it."""
    room = served.room
    served.does(lambda: moves_to(room, MONDAY))
    team = [one.user for one in room.world.cast.values() if one.team == "Support"]
    served.does(lambda: team_answers(room, "", team, [4, 2, 3, 4, 3, 5, 3, 4]))
    served.does(lambda: moves_to(room, WEDNESDAY))
    ana = sits(served, "ana", "play:support")
    result = ana.message("Result of the pulse of Support")
    result.get_by_role("img").wait_for()
    _keep("pulse.png", _screen(ana, result))


def heard(served: Served, sits: Sits) -> None:
    """What people say: the year's gaps, a result by place of work, and a consultation whose answers are in."""
    for take, who, name in (
        (gaps, "hans", "gaps.png"),
        (heat, "hans", "heat.png"),
        (consulted, "mark", "consultation.png"),
    ):
        one = sits(served, who, f"play:@{who}")
        shown = take(served, one)
        _settled(one.page)
        _keep(name, _screen(one, shown))


def leads(served: Served, sits: Sits) -> None:
    """A leader's post with what was asked under it, as a colleague reads it in the channel."""
    joris = sits(served, "joris", "play:general")
    post = joris.message("What we do in 2027")
    _settled(joris.page)
    _keep("news.png", _screen(joris, post))


def phone(served: Served, sits: Sits) -> None:
    """A request on a phone, in Dutch."""
    joris = sits(served, "joris", "play:@joris", PHONE)
    joris.types("/verlof 21 dec t/m 24 dec")
    joris.sees("Verlof ma 21")
    _settled(joris.page)
    _keep("phone.png", joris.page.screenshot())


def holidays(served: Served, sits: Sits) -> None:
    """The public holidays on a phone, in Dutch, as HR keeps them."""
    hans = sits(served, "hans", "play:@hans", PHONE)
    hans.types("/verlof feestdagen")
    hans.sees("Feestdagen")
    _settled(hans.page)
    _keep("holidays.png", hans.page.screenshot())


def main() -> None:
    """Every picture, anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    rooms = Rooms()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for language, takes in (
            ("en", [quiet_team]),
            ("en", [customer, read_along, pulse]),
            ("en", [somebody_new]),
            ("en", [leave]),
            ("en", [rules_of_leave]),
            ("en", [heard, leads]),
            ("nl", [phone]),
            ("nl", [holidays]),
        ):
            served = rooms.fresh(language, "free")
            with _seats(browser) as sits:
                for take in takes:
                    take(served, sits, *([browser] if take is quiet_team else []))  # type: ignore[operator]
        browser.close()
    rooms.close()


if __name__ == "__main__":
    main()
