"""The renderers: their versions, what is missing on this machine, and how each prints one leaflet from a cold start."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rivals.leaf import BRAND, TODAY, Leaf

ENGINES = ("evenhand", "weasyprint", "chromium", "typst", "sphinx-simplepdf")
TITLES = {"evenhand": "evenhand", "weasyprint": "plain WeasyPrint", "chromium": "Chromium", "typst": "Typst"}
_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_BIN = Path(sys.executable).parent


class Absent(Exception):
    """A renderer that this machine does not have; says why. It is named in the table."""


def chromium_program() -> str:
    """Debian's Chromium. Raises Absent."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if found is None:
        raise Absent("no Chromium on this machine")
    return found


def version_of(engine: str) -> str:
    """The version of a renderer. Raises Absent when it cannot be had here."""
    if engine == "chromium":
        said = subprocess.run([chromium_program(), "--version", "--no-sandbox"], capture_output=True, text=True, check=False)
        return next((word for word in said.stdout.split() if word[0].isdigit()), "of unknown version")
    try:
        return version(engine)
    except PackageNotFoundError:
        raise Absent(f"the package {engine} is not installed") from None


def cold(engine: str, leaf: Leaf, root: Path, out: Path) -> list[str]:
    """The command that prints one leaflet, as a person would give it. `root` is the project of evenhand, `out` a folder."""
    return _COLD[engine](leaf, root, out)


def _evenhand(leaf: Leaf, root: Path, out: Path) -> list[str]:
    handout = leaf.name.removesuffix(f".{leaf.language}")
    what = ["--handout", handout, "--lang", leaf.language, "--brand", BRAND, "--format", "a4", "--afresh"]
    return build(root, *what, "--out", str(out), "--jobs", "1")


def build(root: Path, *options: str) -> list[str]:
    """The command that builds a project."""
    return [sys.executable, "-m", "evenhand", "build", "--project", str(root), "--date", TODAY.isoformat(), *options]


def _weasyprint(leaf: Leaf, _: Path, out: Path) -> list[str]:
    return [str(_BIN / "weasyprint"), "--pdf-variant", "pdf/ua-1", leaf.html, str(out / "weasyprint.pdf")]


def _chromium(leaf: Leaf, _: Path, out: Path) -> list[str]:
    switches = ["--no-sandbox", "--headless", "--no-pdf-header-footer", "--export-tagged-pdf", "--disable-gpu"]
    return [chromium_program(), *switches, f"--print-to-pdf={out / 'chromium.pdf'}", Path(leaf.html).as_uri()]


def _typst(leaf: Leaf, _: Path, out: Path) -> list[str]:
    # The package has no command of its own; Python's start, 20 ms, is in its time.
    fonts = str(Path(leaf.typst).parent / "fonts")
    call = "import sys, typst as t; a = sys.argv; t.compile(*a[1:3], font_paths=a[3:], ignore_system_fonts=True, pdf_standards=['ua-1'])"
    return [sys.executable, "-c", call, leaf.typst, str(out / "typst.pdf"), fonts]


def _sphinx(leaf: Leaf, _: Path, out: Path) -> list[str]:
    # -E: everything anew.
    return [sys.executable, "-m", "sphinx", "-b", "simplepdf", "-q", "-E", leaf.sphinx, str(out / "sphinx" / leaf.name)]


_COLD: dict[str, Callable[[Leaf, Path, Path], list[str]]] = {
    "evenhand": _evenhand,
    "weasyprint": _weasyprint,
    "chromium": _chromium,
    "typst": _typst,
    "sphinx-simplepdf": _sphinx,
}
