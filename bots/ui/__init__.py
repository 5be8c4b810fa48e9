"""The neutral vocabulary of messages and forms; limits are checked when they are made."""

from bots.ui.fields import (
    ChoiceField,
    ChoicesField,
    DateField,
    DateRangeField,
    FieldNode,
    NumberField,
    PersonField,
    TextField,
    ToggleField,
    Values,
)
from bots.ui.file_field import FileField
from bots.ui.forms import Form, FormNode
from bots.ui.lookup import LookupField
from bots.ui.message import Message
from bots.ui.nodes import (
    MOST_COLUMNS,
    Actions,
    Button,
    Chart,
    Divider,
    Fields,
    File,
    Header,
    Node,
    Option,
    Progress,
    Row,
    Select,
    Text,
    Unfit,
)
from bots.ui.plan import CAPS, DISCORD, FREE, SLACK, Caps, pages
from bots.ui.text import Plain, clean, quoted, shortened

__all__ = [
    "CAPS", "DISCORD", "FREE", "MOST_COLUMNS", "SLACK", "Actions", "Button", "Caps", "Chart", "ChoiceField", "ChoicesField",
    "DateField", "DateRangeField", "Divider", "FieldNode", "Fields", "File",
    "FileField", "Form", "FormNode", "Header", "LookupField", "Message",
    "Node", "NumberField", "Option", "PersonField", "Plain", "Progress", "Row", "Select", "Text", "TextField",
    "ToggleField", "Unfit", "Values", "clean", "pages", "quoted", "shortened",
]  # fmt: skip
