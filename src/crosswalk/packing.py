"""How frozen values travel to another process or into a file: pickled as the bare values of their fields.

What dataclasses provide for a frozen class with slots asks for its fields, one object at a time, whenever one
is packed or unpacked: that takes twice as long. Nothing here pickles anything.
"""

from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

_Value = TypeVar("_Value")


def packed(cls: type[_Value]) -> type[_Value]:
    """Have the frozen dataclass *cls* with slots, of two fields or more, pickled with little effort."""
    names = [field.name for field in fields(cls)]  # type: ignore[arg-type]  # it is a dataclass
    assert len(names) > 1  # else `attrgetter` gives no tuple
    values_of = attrgetter(*names)
    setters = [getattr(cls, name).__set__ for name in names]  # past the guard of what is frozen

    def get_state(self: _Value) -> Any:  # noqa: ANN401 - the fields are of any kind
        return values_of(self)

    def set_state(self: _Value, values: tuple[object, ...]) -> None:
        for set_value, value in zip(setters, values, strict=True):
            set_value(self, value)

    cls.__getstate__ = get_state  # type: ignore[assignment]  # each in the place of its own
    cls.__setstate__ = set_state  # type: ignore[attr-defined]
    return cls
