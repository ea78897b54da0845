"""Where things are: the project's folders, its settings, and the data that came with the program."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evenhand.finding import Place, Trouble, error, usage_trouble
from evenhand.policy import Policy, read_policy

_KNOWN = ("languages", "fonts", "digits", "sign-off")
_PACKAGE = Path(__file__).resolve().parent


def packed(name: str) -> Path:
    """A folder that came with the program (`templates`, `handouts`, `translations`): in the wheel, or in the checkout."""
    wheel = _PACKAGE / "_data" / name
    return wheel if wheel.is_dir() else _PACKAGE.parents[1] / name


@dataclass(frozen=True, slots=True)
class Settings:
    """`[tool.evenhand]` of pyproject.toml, or of evenhand.toml in a clinic's own folder.

    `languages` are built besides the source language (all found when empty); `fonts` are further font folders;
    `digits` names a CLDR numbering system by language, such as `{ar = "arab"}`; `policy` is the
    table `sign-off`. `file` is where they stand. Whether
    languages and digits exist is for the shelf to see: nothing on this floor knows languages.
    """

    languages: tuple[str, ...] = ()
    fonts: tuple[Path, ...] = ()
    digits: dict[str, str] = field(default_factory=dict)
    file: str = "evenhand.toml"
    policy: Policy = field(default_factory=Policy)


@dataclass(frozen=True, slots=True)
class Project:
    """The folders of one project; all are absolute."""

    root: Path
    settings: Settings

    @property
    def handouts(self) -> Path:
        return self.root / "handouts"

    @property
    def translations(self) -> Path:
        return self.root / "translations"

    @property
    def templates(self) -> tuple[Path, ...]:
        """Where themes, brands and words are looked for: the project's own first, then those of the program."""
        return (self.root / "templates", packed("templates"))

    @property
    def word_catalogs(self) -> tuple[Path, ...]:
        """Where interface catalogs are looked for."""
        return (self.translations, packed("translations"))

    def name(self, path: Path) -> str:
        """How findings call a file: from the project's root where it lies inside."""
        try:
            return path.resolve().relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()


def find_project(start: Path) -> Project:
    """The project that holds `start`: the nearest folder upward with settings of evenhand or a handouts folder."""
    start = start.resolve()
    for folder in (start, *start.parents):
        settings = _settings_file(folder)
        if settings or (folder / "handouts").is_dir():
            return Project(folder, _read_settings(folder, settings))
    raise usage_trouble(f"no evenhand project at or above {start}", "run evenhand init NAME to start one, or give --project DIR")


def _settings_file(folder: Path) -> Path | None:
    for name in ("evenhand.toml", "pyproject.toml"):
        path = folder / name
        if path.is_file() and "tool.evenhand" in path.read_text(encoding="utf-8", errors="replace"):
            return path
    return None


def _read_settings(folder: Path, path: Path | None) -> Settings:
    if path is None:
        return Settings()
    try:
        table = _table(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise Trouble([error("F001", Place(path.name), f"settings cannot be read: {fault}", "correct the file")]) from None
    if table is None:
        raise Trouble([error("F005", Place(path.name), "the settings are no table", "write [tool.evenhand], then a line for each setting")])
    faults = [
        error("F004", Place(path.name, key=key), f"unknown setting: {key}", f"known: {', '.join(_KNOWN)}")
        for key in table
        if key not in _KNOWN
    ]
    languages, fonts, digits = table.get("languages", []), table.get("fonts", []), table.get("digits", {})
    if not _strings(languages) or not _strings(fonts):
        faults.append(error("F005", Place(path.name), "languages and fonts are lists of texts", 'write languages = ["ar", "ur"]'))
    if not (isinstance(digits, dict) and _strings(list(digits.values()))):
        faults.append(error("F005", Place(path.name), "digits is a table of texts", 'write digits = { ar = "arab" }'))
    policy, wrong = read_policy(table.get("sign-off", {}), path.name)
    faults += wrong
    if faults:
        raise Trouble(faults)
    return Settings(tuple(languages), tuple((folder / f).resolve() for f in fonts), dict(digits), path.name, policy)


def _table(data: dict[str, Any]) -> dict[str, Any] | None:
    """`[tool.evenhand]`, empty when it is not there; None when something else stands in its place."""
    table: Any = data
    for name in ("tool", "evenhand"):
        table = table.get(name, {}) if isinstance(table, dict) else None
    return table if isinstance(table, dict) else None


def _strings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) for v in value)
