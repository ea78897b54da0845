"""The projects that are built, and the changes that people make in them: one string, one number, one colour."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from growth import SIZES
from scale import REPOSITORY, as_clinic, make_project

from rivals.leaf import BRAND, HANDOUTS, LANGUAGES

# What is changed, there and back: a file of the project, and two texts of which one stands in it. Two people more or less with
# an infection are a number of a risk; no word changes with it.
NUMBER = (f"handouts/{HANDOUTS[0]}.yaml", "outbreak_people: {number: 20,", "outbreak_people: {number: 22,")
COLOUR = (f"templates/brands/{BRAND}/brand.yaml", 'brand: "#17505c"', 'brand: "#17305c"')


def small_project(root: Path, languages: Iterable[str] = LANGUAGES) -> Path:
    """A clinic with our handouts in some of their languages, and one brand."""
    for name in ("handouts", f"templates/brands/{BRAND}"):
        shutil.copytree(REPOSITORY / name, root / name)
    for tag in languages:
        if (REPOSITORY / "translations" / tag).is_dir():
            shutil.copytree(REPOSITORY / "translations" / tag, root / "translations" / tag)
    (root / "evenhand.toml").write_text("[tool.evenhand]\n", encoding="utf-8")
    return root


def many_project(root: Path, clinics: int, languages: Iterable[str]) -> tuple[str, ...]:
    """Our handouts, for so many clinics of one country and paper; gives their ids.

    Name, address, telephone numbers, colour and web page of each are its own, as a health service's surgeries have them.
    """
    small_project(root, languages)
    model = root / "templates/brands" / BRAND
    names = tuple(f"clinic-{number:02}" for number in range(clinics))
    for number, name in enumerate(names):
        folder = model.with_name(name)
        shutil.copytree(model, folder)
        text = (folder / "brand.yaml").read_text(encoding="utf-8")
        (folder / "brand.yaml").write_text(as_clinic(text, BRAND, name, number), encoding="utf-8")
    return names


def large_project(root: Path, size: int = 240) -> Path:
    """Generated handouts and brands in ten languages (`tests/growth.py --one` then builds it with copies of one leaflet).

    Why copies: what is measured is the build after that, which draws only what changed; it knows the others by their keys.
    """
    handouts, brands = SIZES[size]
    make_project(root, handouts, brands=brands)
    return root


def swap(root: Path, change: tuple[str, str, str]) -> None:
    """Make a change, or take it back. Raises AssertionError when neither of its texts stands there once."""
    path, before, after = root / change[0], change[1], change[2]
    text = path.read_text(encoding="utf-8")
    assert text.count(before) + text.count(after) == 1, f"{change[0]}: {before!r} or {after!r} stands there once no longer"
    path.write_text(text.replace(before, after) if before in text else text.replace(after, before), encoding="utf-8")


def swap_string(root: Path, language: str = "hi", handout: str = "copy-0000") -> None:
    """Change one string of one catalog, or take it back: the title with a dash before it, and without."""
    path = root / f"translations/{language}/{handout}.po"
    text = path.read_text(encoding="utf-8")
    start = text.index('msgstr "', text.index('msgctxt "title"')) + len('msgstr "')
    rest = text[start + 2 :] if text.startswith("- ", start) else f"- {text[start:]}"
    path.write_text(text[:start] + rest, encoding="utf-8")
