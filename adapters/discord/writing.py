"""From neutral Markdown to Discord's: what people typed is shown letter by letter and never obeyed (T16, T17)."""

import re

from bots.ui.text import Line, Span, read

SPECIAL = re.compile(r"[\\*_~`|<>\[\]#]")
LINK = re.compile(r"https?://[\w\-.:/?&+,;=%]+", re.ASCII)
"""An address that Discord links whole, with no sign in it that could end a style: backslashes would break it."""
EVERYBODY = re.compile(r"@(?=everyone|here)", re.IGNORECASE)
START = re.compile(r"^(\s*)([-+])(?!\S)|^(\s*\d+)([.)])(?!\S)")
"""Signs that begin a list."""
LOOKALIKE = str.maketrans("\\*_~`|<>[]#", "＼∗＿∼ˋ∣‹›［］＃")


def escape(text: str, *, tight: bool = False) -> str:
    """The same letters, none of them markup, mention or mass mention; `tight` swaps signs rather than doubling them."""
    parts, at = [], 0
    for found in LINK.finditer(text):
        parts += [_quiet(text[at : found.start()], tight), found[0]]
        at = found.end()
    return "".join([*parts, _quiet(text[at:], tight)])


def written(markdown: str, *, small: bool = False, tight: bool = False) -> str:
    """A neutral Markdown text in Discord's own; `small` puts every line in small letters."""
    return "\n".join(_line(line, small, tight) for line in read(markdown))


def _quiet(text: str, tight: bool) -> str:
    said = text.translate(LOOKALIKE) if tight else SPECIAL.sub(r"\\\g<0>", text)
    return EVERYBODY.sub("@\u200b", said)


def _line(line: Line, small: bool, tight: bool) -> str:
    text = "".join(_span(span, tight) for span in line.spans)
    if line.spans and not line.spans[0].style:
        text = START.sub(r"\1\3\\\2\4", text)
    front = {"item": "- ", "quote": "> "}.get(line.kind, "-# " if small and text.strip() else "")
    return front + text


def _span(span: Span, tight: bool) -> str:
    if span.style == "code":
        return "`" + span.text.replace("`", "ˋ") + "`"
    text = escape(span.text, tight=tight)
    if span.style == "link":
        return "[" + text.replace("://", ":\u200b//") + f"]({span.link})"
    mark = {"bold": "**", "italic": "*"}.get(span.style, "")
    return f"{mark}{text}{mark}" if text.strip() else text
