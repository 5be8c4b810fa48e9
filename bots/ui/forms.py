"""Forms: a typed class of fields; its handler gets an instance with checked and typed values."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Self

from bots.ui.fields import Field, FieldNode, Values
from bots.ui.nodes import Option, Unfit, fit, fit_id
from core.errors import FieldError, UserError
from core.values import frozen
from core.words import _


@frozen
class FormNode:
    """A form as it is drawn: at most five fields, or an introduction and four."""

    id: str
    title: str
    submit: str
    fields: tuple[FieldNode, ...]
    intro: str = ""

    def __post_init__(self) -> None:
        fit_id("form id", self.id)
        fit("form title", self.title, 24)
        fit("submit label", self.submit, 24)
        if not 1 <= len(self.fields) + bool(self.intro) <= 5:
            raise Unfit(f"form {self.id}: five fields at most, the introduction counts as one")
        if len({field.key for field in self.fields}) != len(self.fields):
            raise Unfit(f"form {self.id}: two fields with one key")


class Form:
    """A form people fill in. Subclasses hold fields; the `@submit` mark gives it its id and its handler."""

    TITLE: ClassVar[str]
    SUBMIT: ClassVar[str]
    ID: ClassVar[str] = ""

    def __init__(self, values: dict[str, Any], entity: int, args: tuple[str, ...]) -> None:
        self.values, self.entity, self.args = values, entity, args

    @classmethod
    def fields(cls) -> list[Field[Any]]:
        """Its fields, in the order in which they are written."""
        return [value for value in vars(cls).values() if isinstance(value, Field)]

    @classmethod
    def asks_for_files(cls) -> bool:
        """Whether a platform must be able to read the files that people send."""
        return any(field.kind == "file" for field in cls.fields())

    @classmethod
    def open(
        cls, entity: int = 0, *args: object, intro: str = "", title: str = "",
        options: Mapping[str, tuple[Option, ...]] | None = None, **defaults: str | tuple[str, ...],
    ) -> FormNode:  # fmt: skip
        """The form as it is drawn, about this entity, with these defaults, in the reader's language."""
        given = options or {}
        drawn = tuple(field.node(defaults.get(field.key, ""), given.get(field.key, ())) for field in cls.fields())
        id_ = ":".join([cls.ID, str(entity), *map(str, args)])
        return FormNode(id_, title or _(cls.TITLE), _(cls.SUBMIT), drawn, intro)

    @classmethod
    def reopen(cls, ctx: Any, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form as the person had filled it in; a form whose options are found when it opens finds them again."""
        return cls.open(entity, *args, **values)

    @classmethod
    def kept(cls, values: Values) -> Values:
        """What a draft may hold of what was filled in; a form that takes personal numbers out does so here too (T53)."""
        return values

    @classmethod
    def read(cls, values: Values, entity: int, args: tuple[str, ...], today: date) -> Self:
        """The filled-in form; raises FieldErrors naming every field that is wrong."""
        typed: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        for field in cls.fields():
            try:
                typed[field.key] = field.read(values.get(field.key, ""), today)
            except UserError as error:
                wrong[field.key] = error.text
        if wrong:
            raise FieldErrors(wrong)
        return cls(typed, entity, args)


class FieldErrors(FieldError):
    """Every field that is wrong, each with its sentence."""

    def __init__(self, wrong: dict[str, str]) -> None:
        field, text = next(iter(wrong.items()))
        super().__init__(field, text)
        self.wrong = wrong
