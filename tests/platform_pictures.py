"""The main screens as Slack and Discord would show them, from what the adapters really send: part of `make pictures`."""

import base64
import json
import subprocess
import tempfile
from collections.abc import Callable
from datetime import UTC, date, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from adapters import sample
from adapters.discord import outgoing as discord
from adapters.slack import outgoing as slack
from bots.ui import Button, Message
from core import people
from tests.company import Company, Member
from tests.playground.conftest import ARGUMENTS, CHROMIUM

HERE = Path(__file__).parent
NODE, FOLDER = HERE / "node", HERE.parent / "docs" / "pictures" / "platforms"
MONDAY, FACES = date(2026, 11, 23), "4234353"
PAGE = """<!doctype html><meta charset="utf-8"><style>{style}
body {{ margin: 0; font: 15px/1.46 Lato, "Liberation Sans", "Noto Color Emoji", sans-serif; background: #fff; }}
#slack {{ width: 640px; padding: 14px 18px; }} #discord {{ width: 640px; background: #313338; }}
</style><div id="slack"></div><div id="discord"></div><script>window.LOGO = {logo}; window.PICTURE = {picture};</script>
<script>{script}</script>"""
Shown = tuple[str, Message]


def person(company: Company, user: str) -> Member:
    """Somebody of the sample company at their Slack screen."""
    me = company.read(lambda tx: people.find(tx, "slack", sample.SPACE, user))
    assert me is not None
    return Member(company, me[0].id, me[0].name)


def newest(who: Member) -> Message:
    """The newest message this person can see."""
    return max(who.seen, key=lambda one: int(one.ref.rsplit("/", 1)[1])).message


def with_words(who: Member, words: str) -> Message:
    """The newest message that says this."""
    return next(one.message for one in reversed(who.seen) if words in one.message.letters())


def screens(company: Company) -> list[Shown]:
    """Ten screens, in the order of a week."""
    ana, mark, roos, kees = (person(company, user) for user in ("ana", "mark", "roos", "kees"))
    shown: list[Shown] = [("home", ana.opens_home())]

    def keep(name: str, message: Message) -> None:
        shown.append((name, message))

    ana.types("/timeoff 24 nov - 27 nov")
    keep("request", newest(ana))
    ana.presses("Request")
    keep("decide", with_words(mark, "Ana Bakker asks for time off"))
    mark.presses("Approve", on=next(one for one in mark.seen if "Ana Bakker asks" in one.message.letters()))
    keep("decided", with_words(ana, "Approved"))
    ana.types("/timeoff balance")
    keep("balance", newest(ana))
    roos.types("/community")
    keep("community", newest(roos))
    keep("question", with_words(kees, "Mark Visser asks for a customer"))
    ana.types("/problems")
    keep("problems", newest(ana))
    company.until(MONDAY, 9, 1)
    keep("pulse", with_words(ana, "Pulse of Support"))
    team = company.read(lambda tx: people.members(tx, people.get(tx, ana.id).team_id or 0))
    for number, one in enumerate(team):
        member = Member(company, one.id, one.name)
        asked = next((seen for seen in reversed(member.inbox) if "Pulse of Support" in seen.message.letters()), None)
        faces = [button.label for button in asked.message.controls() if isinstance(button, Button)] if asked else []
        if asked and any(label.startswith("1 ") for label in faces):
            member.presses(next(label for label in faces if label.startswith(FACES[number % len(FACES)])), asked)
    company.until(MONDAY + timedelta(days=2), 16, 1)
    keep("result", with_words(ana, "Result of the pulse of Support"))
    return shown


def bundle() -> tuple[str, str]:
    """The drawing code as one script, with Slack's look."""
    done = subprocess.run(
        [str(NODE / "node_modules" / ".bin" / "esbuild"), "drawing.jsx", "--bundle", "--format=iife", "--jsx=automatic",
         "--define:process.env.NODE_ENV=\"production\"", "--log-level=error"],
        cwd=NODE, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout, (NODE / "node_modules" / "slack-blocks-to-jsx" / "dist" / "style.css").read_text()


def slack_blocks(message: Message) -> Any:
    """The blocks, without `verbatim`: Slack still obeys bold with it, the drawing library does not."""
    text = json.dumps(slack.message(message).body["blocks"])
    return json.loads(text.replace(', "verbatim": true', "").replace('"verbatim": true, ', ""))


def as_address(kind: str, content: bytes) -> str:
    """Content as an address that holds it."""
    return json.dumps(f"data:{kind};base64,{base64.b64encode(content).decode()}")


def drawn(browser: Browser, page_text: str, call: str, what: Any) -> bytes:
    """One picture."""
    page = browser.new_page(viewport={"width": 700, "height": 500}, device_scale_factor=1.5)
    page.set_content(page_text)
    page.evaluate(f"what => window.{call}(what)", what)
    name = "slack" if call == "drawSlack" else "discord"
    picture = page.locator(f"#{name}").screenshot()
    page.close()
    return picture


def main() -> None:
    """Every screen on both platforms."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    script, style = bundle()
    logo = as_address("image/svg+xml", (HERE.parent / "adapters" / "playground" / "page" / "mark.svg").read_bytes())
    picture = as_address("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg' width='400' height='160'><rect width='400' "
                         b"height='160' fill='#444'/></svg>")  # fmt: skip
    page = PAGE.format(style=style, script=script.replace("</script>", "<\\/script>"), logo=logo, picture=picture)
    with tempfile.TemporaryDirectory() as folder:
        company = Company(Path(folder))
        company.run(sample.build(company.app, company.chats["slack"], company.clock.now().astimezone(UTC).date()))
        company.settles()
        found = screens(company)
        company.close()
    calls: tuple[tuple[str, Callable[[Message], Any]], ...] = (
        ("drawSlack", slack_blocks),
        ("drawDiscord", lambda message: discord.message(message).body),
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, message in found:
            for call, wire in calls:
                made = drawn(browser, page, call, wire(message))
                file = f"{name}-{call.removeprefix('draw').lower()}.png"
                (FOLDER / file).write_bytes(made)
                print(f"platforms/{file}: {len(made) // 1024} kB")
        browser.close()


if __name__ == "__main__":
    main()
