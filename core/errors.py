"""The two families of errors: what a person can put right, and everything else."""


class UserError(Exception):
    """A refusal written for the person, in their language, with a way out. Every rule's refusal has its own kind."""

    kind = "refused"

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class FieldError(UserError):
    """A refusal that belongs to one field of a form; `field` is the field's key."""

    kind = "field"

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


class NotAllowed(UserError):
    """This person may not do this; also the answer when the thing does not exist, so that neither is revealed (T68)."""

    kind = "not_allowed"


class Stale(UserError):
    """The thing changed after the message was posted; the person sees its present state instead."""

    kind = "stale"


class Overslept(Exception):
    """A worker finished a job after its lease had gone to another one; its unit is rolled back."""
