"""What makes leaflets, as one digest for each part: our own code, Python packages, and the libraries of the system."""

from __future__ import annotations

import ctypes
import hashlib
import os
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import evenhand
from evenhand.build.digests import digest, files_digest, tree

# Packages whose version can change a page.
_PACKAGES = (
    "weasyprint",
    "pydyf",
    "babel",
    "jinja2",
    "uharfbuzz",
    "segno",
    "icu4py",
    "budoux",
    "pyphen",
    "fonttools",
    "brotli",
    "tinycss2",
    "pikepdf",
)
# Shared libraries by the name under which WeasyPrint opens them, and what tells their version. Other systems name them
# otherwise; there they are left out.
_LIBRARIES = {
    "pango": ("libpango-1.0.so.0", "pango_version_string"),
    "harfbuzz": ("libharfbuzz.so.0", "hb_version_string"),
}


def versions() -> dict[str, str]:
    """The versions of what makes a leaflet, for the ledger."""
    return {"evenhand": evenhand.__version__, **{name: v for name in _PACKAGES if (v := _version(name))}, **_libraries()}


def maker() -> dict[str, str]:
    """All that two machines must have in common for the same bytes: versions, our own code, what compresses, what draws
    the pictures of pages."""
    python = ".".join(map(str, sys.version_info[:2]))
    more = {"pypdfium2": _version("pypdfium2"), "python": python, "zlib": zlib.ZLIB_RUNTIME_VERSION}
    return {**versions(), **more, "code": code_digest()[:12]}


def code_digest() -> str:
    """SHA-256 of the program's own code: a version number stays the same while somebody works on it."""
    total = hashlib.sha256()
    for name, path in code():
        total.update(name.encode() + b"\0" + Path(path).read_bytes() + b"\0")
    return total.hexdigest()


def code() -> Iterator[tuple[str, str]]:
    """The files of the program's own code, by name."""
    return ((name, path) for name, path in tree(Path(evenhand.__file__).parent) if name.endswith(".py"))


def installed() -> list[str]:
    """Python itself, the packages that stand beside it, each with its version, and the libraries: of all that may change a finding.

    Why not `versions`: to look a dozen packages up takes as long as all else that a build with nothing to do does; the names of
    their records tell the same of all.
    """
    names = {name for folder in sys.path for name in _listed(folder) if name.endswith((".dist-info", ".egg-info"))}
    return [sys.version, *sorted(names), *(f"{name} {version}" for name, version in _libraries().items())]


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder or ".")
    except OSError:
        return []


def _version(name: str) -> str:
    # Loaded late: it takes longer than all else of this module.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _libraries() -> dict[str, str]:
    found = {}
    for name, (file, symbol) in _LIBRARIES.items():
        try:
            function = getattr(ctypes.CDLL(file), symbol)
        except (OSError, AttributeError):
            continue
        function.restype = ctypes.c_char_p
        found[name] = function().decode()
    return found


def judges(templates: tuple[Path, ...]) -> str:
    """One digest over all that judges words: our own code, Python packages, the lists of words."""
    lists = [files_digest(folder / part for folder in templates) for part in ("phrases", "usage")]
    return digest(code_digest(), installed(), lists)
