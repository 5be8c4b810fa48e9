"""What each platform can do, and how a form or message is laid out there: pure functions, tested in the browser too."""

from bots.ui.fields import FieldNode
from bots.ui.forms import FormNode
from core.values import frozen


@frozen
class Caps:
    """What a platform can do."""

    name: str
    date_picker: bool
    inline_errors: bool
    home_tab: bool
    commands_in_threads: bool
    private_anywhere: bool
    """A private reply stays until it is dismissed; False: it is gone on reload."""
    dm_threads: bool
    inline_buttons: bool
    """Buttons stand inside the text; False: rows of buttons below it, numbered."""
    first_contact_by_dm: bool
    fields_per_page: int


FREE = Caps("free", True, True, True, True, True, True, True, True, 5)
SLACK = Caps("slack", True, True, True, False, False, True, True, True, 5)
DISCORD = Caps("discord", False, False, False, True, False, False, False, False, 5)
CAPS = {caps.name: caps for caps in (FREE, SLACK, DISCORD)}


def pages(form: FormNode, caps: Caps) -> list[tuple[FieldNode, ...]]:
    """The fields page by page; the introduction takes a place on the first."""
    first = caps.fields_per_page - bool(form.intro)
    rest = form.fields[first:]
    return [form.fields[:first]] + [
        rest[at : at + caps.fields_per_page] for at in range(0, len(rest), caps.fields_per_page)
    ]
