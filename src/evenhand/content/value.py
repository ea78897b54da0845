"""Values of one exact spelling (numbers, dates, times of day), and faults that say how to mend them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError


def wrong(what: str, mend: str) -> PydanticCustomError:
    """A fault of a model, to be raised in its validators: what is wrong, and how a person mends it."""
    return PydanticCustomError("wrong", "{what}", {"what": what, "mend": mend})


def _number(value: Any) -> Any:
    """A number in digits. Why not pydantic's own: it takes `nan`, and tells the fault once for each type it tried."""
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", value):
        raise PydanticCustomError("number", "expected a number")
    return float(value) if "." in value else int(value)


def _date(value: Any) -> Any:
    """A date. Why not pydantic's own: it takes any number for the seconds since 1970."""
    if isinstance(value, dt.date):
        return value
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)):
            return dt.date.fromisoformat(value)
    except ValueError:
        pass  # well written, but there is no such day
    raise PydanticCustomError("date", "expected a date")


def _clock(value: Any) -> Any:
    """A time of day. Why not pydantic's own: it takes any number for the seconds since midnight."""
    if isinstance(value, dt.time):
        return value
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", str(value)):
        raise PydanticCustomError("clock", "expected a time of day")
    return dt.time.fromisoformat(value)


Number = Annotated[int | float, BeforeValidator(_number)]
Date = Annotated[dt.date, BeforeValidator(_date)]
Clock = Annotated[dt.time, BeforeValidator(_clock)]
