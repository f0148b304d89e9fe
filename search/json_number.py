"""Decimals as JSON numbers (数值输出): computed exactly, printed as a number."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import PlainSerializer


def as_number(value: Decimal | str | None) -> int | float | str | None:
    """Return a Decimal as the JSON number it is; text and None stay."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[Decimal, PlainSerializer(as_number, return_type=Any, when_used="json")]
"""A Decimal that is a JSON number in output."""

NumberOrText = Annotated[Decimal | str | None, PlainSerializer(as_number, return_type=Any, when_used="json")]
"""The same where a name may stand in a number's place."""
