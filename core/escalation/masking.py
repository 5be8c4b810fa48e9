"""Numbers and addresses that a department does not need: masked before a question is stored or shown (T53)."""

import re
from collections.abc import Callable

from core.words import N_, _

_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]){11,30}(?![A-Z0-9])", re.IGNORECASE)
_DUTCH_IBAN = re.compile(r"NL\d{2}[A-Z]{4}\d{10}", re.IGNORECASE)
_CARD = re.compile(r"(?<![\d+])\d(?:[ -]?\d){12,18}(?!\d)")
_PHONE = re.compile(
    r"(?<![\w+])(?:\+|00)[1-9](?:[ ()./-]{0,3}\d){7,13}(?!\d)|(?<![\w+])\(?0[1-9](?:[ ()./-]{0,3}\d){8}(?!\d)"
)
_BSN = re.compile(r"(?<![\d+])(?:\d{9}|\d{3}([ .-])\d{3}\1\d{3}|\d{4}([ .])\d{2}\2\d{3})(?!\d)")
_EMAIL_WORD, _IBAN_WORD, _CARD_WORD = N_("[e-mail]"), N_("[IBAN]"), N_("[card number]")
_PHONE_WORD, _BSN_WORD = N_("[phone]"), N_("[BSN]")


def mask(text: str) -> tuple[str, int]:
    """The text without e-mail addresses, IBANs, card numbers, phone numbers and BSNs, and how many were taken out.

    IBANs count by their check digits, cards by the Luhn check, BSNs by the eleven test, so that most order numbers stay;
    what passes by chance is masked too.
    """
    found = 0
    steps: tuple[tuple[re.Pattern[str], Callable[[str], tuple[str, str] | None], str], ...] = (
        (_EMAIL, _whole, _EMAIL_WORD),
        (_IBAN, _iban, _IBAN_WORD),
        (_CARD, lambda said: _whole(said) if _is_card(said) else None, _CARD_WORD),
        (_PHONE, _whole, _PHONE_WORD),
        (_BSN, lambda said: _whole(said) if _is_bsn(said) else None, _BSN_WORD),
    )
    for pattern, judge, word in steps:
        kept, at = [], 0
        for match in pattern.finditer(text):
            judged = judge(match[0])
            if judged is not None:
                kept += [text[at : match.start()], _(word), judged[1]]
                at, found = match.end(), found + 1
        text = "".join([*kept, text[at:]])
    return text, found


def _whole(said: str) -> tuple[str, str]:
    return said, ""


def _iban(said: str) -> tuple[str, str] | None:
    """The IBAN at the front of these letters and the words behind it, or None."""
    for end in range(len(said), 14, -1):
        compact = re.sub(r"[ .-]", "", said[:end])
        if len(compact) >= 15 and (_checks(compact) or _DUTCH_IBAN.fullmatch(compact)):
            front = said[:end].rstrip(" .-")
            return front, said[len(front) :]
    return None


def _checks(compact: str) -> bool:
    turned = compact[4:] + compact[:4]
    return turned.isascii() and int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def _digits(said: str) -> list[int]:
    return [int(sign) for sign in said if sign.isdigit()]


def _is_card(said: str) -> bool:
    """The Luhn check."""
    doubled = [digit * 2 if place % 2 else digit for place, digit in enumerate(reversed(_digits(said)))]
    return any(doubled) and sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def _is_bsn(said: str) -> bool:
    """The eleven test of citizen service numbers."""
    digits = _digits(said)
    return (
        any(digits)
        and sum(weight * digit for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True)) % 11 == 0
    )
