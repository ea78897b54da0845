"""Who must sign before a leaflet is final: the `sign-off` table of the settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from evenhand.finding import Finding, Place, error

ROLES = ("translator", "checker", "clinician", "reader")


def _roles(value: Any) -> bool:
    return isinstance(value, list) and all(v in ROLES for v in value)


def _switch(value: Any) -> bool:
    return isinstance(value, bool)


def _name(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


_LIST, _SWITCH = f"write a list of roles; known: {', '.join(ROLES)}", "write true or false"
# Each key with its field, what its value must be, and how to mend one that is not.
_FIELDS: dict[str, tuple[str, Callable[[Any], bool] | None, str]] = {
    "source": ("source", _roles, _LIST),
    "translation": ("translation", _roles, _LIST),
    "safety": ("safety", _roles, _LIST),
    "back-translation": ("back_translation", _switch, _SWITCH),
    "signature": ("signature", _switch, _SWITCH),
    "signers": ("signers", _name, "write the name of a file, from the project's folder"),
    "older-translations": ("older_translations", _switch, _SWITCH),
}


@dataclass(frozen=True, slots=True)
class Policy:
    """What sign-off a project asks for.

    `source`: roles that sign the words in the source language; `translation`: roles that sign every word of a
    translation (a checker is always another person than the translator); `safety`: roles that also sign the strings
    that can hurt when wrong. `back_translation`: a clinician's signature on a translation counts only with a recorded
    back-translation. `signature`: records count only with a valid SSH signature by a key of `signers` (a file in the
    format of ssh-keygen's allowed signers). `older_translations`: the clinic hands out a stale translation together
    with the current source and a change sheet, where no safety string changed.

    The default follows ISO 17100 (a second person revises every translation) and common practice for texts whose
    errors hurt: a clinician, and a translation back into the source language.
    """

    source: tuple[str, ...] = ("clinician",)
    translation: tuple[str, ...] = ("translator", "checker")
    safety: tuple[str, ...] = ("clinician",)
    back_translation: bool = True
    signature: bool = False
    signers: str = "translations/allowed-signers"
    older_translations: bool = False


def read_policy(table: Any, file: str) -> tuple[Policy, list[Finding]]:
    """The policy of a `sign-off` table; every fault with the key where it stands."""
    if not isinstance(table, dict):
        return Policy(), [error("F005", Place(file, key="sign-off"), "sign-off is no table", "write [tool.evenhand.sign-off]")]
    faults: list[Finding] = []
    values: dict[str, Any] = {}
    for key, value in table.items():
        field, good, mend = _FIELDS.get(key, ("", None, ""))
        place = Place(file, key=f"sign-off.{key}")
        if good is None:
            faults.append(error("F004", place, f"unknown setting: {key}", f"known: {', '.join(_FIELDS)}"))
        elif not good(value):
            faults.append(error("F005", place, f"this value does not fit: {value!r}", mend))
        else:
            values[field] = tuple(value) if isinstance(value, list) else value
    return Policy(**values), faults
