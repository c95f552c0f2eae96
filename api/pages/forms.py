"""Forms: what was typed is kept, and what is wrong stands beside its field, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import request
from wtforms import Field, Form
from wtforms.validators import DataRequired, ValidationError

from roster.faults import InputError

LONGEST_LINE = 200


class PageForm(Form):
    """A form as a page shows it. `whole` are the errors that belong to no field of it."""

    class Meta:
        """What WTForms says of itself, as of a date that does not exist, is Chinese as our own words are."""

        locales = ("zh",)

    def __init__(self, **values: object) -> None:
        super().__init__(request.form if request.method == "POST" else None, **values)  # type: ignore[arg-type]
        self.whole: list[str] = []

    def take(self, error: InputError, places: Mapping[str, str] | None = None) -> None:
        """Puts the faults of an input beside the fields they belong to: `places` are names of fields by paths."""
        for fault in error.faults:
            path = fault.path.split(".")[0].split("[")[0]
            name = (places or {}).get(path, path)
            field: Field | None = self._fields.get(name)
            if field is None:
                self.whole.append(str(fault) if fault.path else fault.reason)
            else:
                field.errors = [*field.errors, fault.reason]

    @property
    def wrong(self) -> bool:
        """Whether anything is wrong."""
        return bool(self.whole or self.errors)


def filled() -> DataRequired:
    """Something has to be there."""
    return DataRequired("请填写这一项。")


def at_most(count: int = LONGEST_LINE) -> Callable[[Form, Field], None]:
    """No more than so many characters. The browser is not told: it would cut off what is pasted, without a word."""

    def check(form: Form, field: Field) -> None:
        if len(field.data or "") > count:
            raise ValidationError(f"最多{count}个字符，现在是{len(field.data)}个。")

    return check
