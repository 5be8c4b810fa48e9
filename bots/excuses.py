"""What people are told when nothing could be done for them: unknown, too busy, or a mistake of ours."""

import secrets

import structlog

from bots.chat import Answer, Event, HomeOpened, Reacted, Said
from bots.suite import Suite
from core.words import _, speaking

log = structlog.get_logger()


def unknown(event: Event, language: str) -> Answer:
    """Somebody who has no account here."""
    if isinstance(event, (Said, Reacted, HomeOpened)):
        return Answer()
    with speaking(event.who.language or language):
        return Answer(notice=_("I don't know you yet. Type /townhall link to show who you are, or ask HR to add you."))


def busy(event: Event, language: str) -> Answer:
    """More clicks than can be answered in time; this one has not been looked at."""
    with speaking(event.who.language or language):
        return Answer(notice=_("It is very busy at this moment. Nothing was done yet; please try again in a minute."))


def failed(event: Event, name: str, language: str) -> Answer:
    """A mistake of ours, called from where it was caught: a reference for the person, the traceback in the log."""
    reference = secrets.token_hex(4)
    log.exception("failed", reference=reference, event_kind=type(event).__name__, name=name)
    with speaking(event.who.language or language):
        told = _(
            "Something went wrong on our side, and nothing was changed. Please try again; if it stays, "
            "give your admin this reference: {reference}."
        )
        return Answer(notice=told.format(reference=reference))


def gone(suite: Suite, id_: str, older: str) -> str:
    """Why nothing answers to this id: its bot is switched off, or it is from an older version."""
    if suite.has(id_.partition(".")[0]):
        return older
    return _("This part of Townhall is switched off here. An admin can switch it on. Type /townhall for all I can do.")
