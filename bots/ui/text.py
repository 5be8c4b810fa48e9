"""Text: a small neutral Markdown (bold, italic, code, link, list, quote), and what people typed, which is never markup."""

import re
import unicodedata

from core.values import frozen

_SPECIAL = re.compile(r"([\\*_`\[\]<>~#|()])")
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_JOINERS = {"\u200d", "\ufe0f"}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_MARKUP = re.compile(r"[\\*_`\[]")
_INLINE = re.compile(
    r"\\(?P<escaped>.)|\*\*(?P<bold>(?:\\.|[^*\\])+)\*\*|_(?P<italic>(?:\\.|[^_\\])+)_"
    r"|`(?P<code>[^`]+)`|\[(?P<label>(?:\\.|[^\]\\])+)\]\((?P<link>https?://[^\s()<>]+)\)",
    re.DOTALL,
)


class Plain(str):
    """What a person typed. Formatting it into a sentence makes it harmless and puts it on one line."""

    def __format__(self, spec: str) -> str:
        return escaped(clean(self, one_line=True))

    def __str__(self) -> str:
        return escaped(clean(self, one_line=True))


def clean(text: str, *, one_line: bool = False, most: int = 3000) -> str:
    """Without control characters, direction overrides and zero-width tricks; emoji joiners stay inside emoji (T17)."""
    kept = str.__str__(text)
    if not kept.isprintable():
        kept = "".join(
            sign for sign in kept if sign in "\n\t" or unicodedata.category(sign) not in _HIDDEN or sign in _JOINERS
        ).replace("\t", " ")
        kept = re.sub(r"\n{3,}", "\n\n", kept)
    if one_line:
        kept = " ".join(kept.split())
    return shortened(kept.strip(), most)


def escaped(text: str) -> str:
    """The same letters, none of them markup."""
    return _SPECIAL.sub(r"\\\1", text) if _SPECIAL.search(text) else text


def quoted(text: str) -> str:
    """What a person wrote, as a quotation block of its own."""
    return "\n".join("> " + escaped(line) for line in clean(text).split("\n"))


def shortened(text: str, most: int) -> str:
    """At most so many characters, cut between letters as people see them, with an ellipsis."""
    if len(text) <= most:
        return text
    end = most - 1
    while end > 0 and (unicodedata.combining(text[end]) or text[end] in _JOINERS or text[end - 1] == "\u200d"):
        end -= 1
    return text[:end].rstrip() + "…"


@frozen
class Span:
    """A run of letters in one style."""

    text: str
    style: str = ""
    link: str = ""


@frozen
class Line:
    """One line: a paragraph, a list item or a quotation."""

    kind: str
    spans: tuple[Span, ...]

    @property
    def letters(self) -> str:
        """The line without its styles."""
        return "".join(span.text for span in self.spans)


def read(markdown: str) -> tuple[Line, ...]:
    """The lines of a neutral Markdown text."""
    lines = []
    for line in markdown.split("\n"):
        kind = "item" if line.startswith("- ") else "quote" if line.startswith(("> ", ">")) else "text"
        content = line[2:] if kind == "item" else line[1:].removeprefix(" ") if kind == "quote" else line
        lines.append(Line(kind, tuple(_spans(content))))
    return tuple(lines)


def letters(markdown: str) -> str:
    """The text as a person hears it read out: no markup."""
    return "\n".join(("• " if line.kind == "item" else "") + line.letters for line in read(markdown))


def _spans(content: str) -> list[Span]:
    if not _MARKUP.search(content):
        return [Span(content)] if content else []
    spans: list[Span] = []

    def add(text: str, style: str = "", link: str = "") -> None:
        if spans and spans[-1].style == style and spans[-1].link == link:
            spans[-1] = Span(spans[-1].text + text, style, link)
        elif text:
            spans.append(Span(text, style, link))

    at = 0
    for found in _INLINE.finditer(content):
        add(content[at : found.start()])
        at = found.end()
        kind = found.lastgroup or ""
        if kind == "escaped":
            add(found["escaped"])
        elif kind == "link":
            add(_unescaped(found["label"]), "link", found["link"])
        else:
            add(found["code"] if kind == "code" else _unescaped(found[kind]), kind)
    add(content[at:])
    return spans


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text
