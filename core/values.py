"""Values: what events carry, rules return and messages are made of; nobody changes one, a changed one is a new one."""

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """A class whose fields are set once, when it is made: equal by its fields, and without room for others.

    That nothing is assigned later is checked where it costs nothing, by mypy. A dataclass frozen at run time takes
    some ten times as long to make, and one click makes dozens of them.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
