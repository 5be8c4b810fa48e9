"""From the bytes of a file to its text: which encoding it has, and what is no CSV file at all."""

from __future__ import annotations

import codecs
import re

from core.people.sheet import Unreadable
from core.words import _

MOST_BYTES = 64 * 1024 * 1024

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_GARBLED_START = re.compile("[ÂÃÄÅâð]")


def decode(content: bytes) -> tuple[str, str]:
    """The text of the file and the encoding it was read with: utf-8, utf-16 or windows-1252.

    A byte order mark decides; without one it is UTF-8 if every byte fits, else Windows-1252.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file is larger than 64 MB. Split it and import the parts."))
    if content.startswith(_WORKBOOKS):
        raise Unreadable(_("This is a spreadsheet file, not CSV. Open it and save it as CSV UTF-8."))
    if content.startswith(b"%PDF"):
        raise Unreadable(_("This is a PDF, not CSV. Export the list again as CSV."))
    text, encoding = _decode(content)
    if "\0" in text:
        raise Unreadable(_("The file holds bytes that no text has. Save it as CSV UTF-8 and try again."))
    if not text.strip():
        raise Unreadable(_("The file is empty. Export the list again."))
    return text, encoding


def _decode(content: bytes) -> tuple[str, str]:
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16"), "utf-16"
        if content.startswith(codecs.BOM_UTF8):
            return content.decode("utf-8-sig"), "utf-8"
        try:
            return content.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            return content.decode("cp1252"), "windows-1252"
    except UnicodeDecodeError:
        raise Unreadable(
            _("The letters of this file can't be read as UTF-8 or Windows-1252. Save it as CSV UTF-8 and try again.")
        ) from None


def is_garbled(text: str) -> bool:
    """Whether accented letters were lost on the way: UTF-8 once read as Windows-1252, or replaced by �."""
    if text.isascii():
        return False
    if "\ufffd" in text:
        return True
    return any(_is_utf8_in_disguise(text[found.start() :]) for found in _GARBLED_START.finditer(text))


def _is_utf8_in_disguise(text: str) -> bool:
    lead = ord(text[0])
    length = 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
    # The five bytes that Windows-1252 leaves open arrive as control characters, as in Latin-1.
    raw = b"".join(_byte(letter) for letter in text[:length])
    try:
        return len(raw) == length and len(raw.decode("utf-8")) == 1
    except UnicodeDecodeError:
        return False


def _byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return bytes([ord(letter)]) if ord(letter) < 0x100 else b""
