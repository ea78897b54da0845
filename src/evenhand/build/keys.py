"""The key of a leaflet: a digest of each part of all that it may read, so that a build knows what stands, and why not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from evenhand.build.digests import digest, files_digest
from evenhand.build.plan import Job
from evenhand.build.program import code_digest, versions
from evenhand.sheet.brand import Brand
from evenhand.sheet.fonts import FontShelf
from evenhand.sheet.order import Order
from evenhand.translation.edition import Edition

# Messages that a reason names before it only counts the rest.
_NAMED = 3


class Keyring:
    """Keys of the leaflets of one build; what several leaflets share is read once."""

    def __init__(self, fonts: FontShelf, theme: Iterable[Path]) -> None:
        self._fonts = fonts
        self._program = digest(code_digest(), versions())
        self._theme = files_digest(theme)
        self._known: dict[object, str] = {}

    def parts(self, job: Job) -> dict[str, str]:
        """The digest of each part of a leaflet, by its name."""
        order = job.order
        return {
            "program": self._program,
            "theme": self._theme,
            "fonts": self._once(("fonts", order.scripts), lambda: _fonts(self._fonts, order.scripts)),
            "format": digest(repr(order.format)),
            "brand": self._once(("brand", order.brand.id), lambda: _brand(order.brand, order.brand_folder)),
            "pictures": self._once(("pictures", str(order.pictures)), lambda: files_digest([order.pictures])),
            "words": digest(*(_words(edition) for edition in (*order.editions, *order.named))),
            "staff": self._once(("staff", order.staff.fingerprint), lambda: _staff(order.staff)),
            "state": digest(order.reasons, order.code, order.signed, order.signers),
            "digits": digest(order.digits, order.source_digits),
            "files": self._once(("files", *(id(file) for file in order.files)), lambda: _files(order)),
        }

    def _once(self, name: object, make: object) -> str:
        if name not in self._known:
            self._known[name] = make()  # type: ignore[operator]
        return self._known[name]


def key_of(parts: Mapping[str, str]) -> str:
    """The key itself."""
    return digest(dict(parts))


def _fonts(shelf: FontShelf, scripts: tuple[str, ...]) -> str:
    return digest([[file.sha256, file.index] for family in shelf.families(scripts) for file in family.files])


def _brand(brand: Brand, folder: Path) -> str:
    return digest(brand.model_dump(mode="json", by_alias=True), (folder / brand.logo).read_bytes())


def _files(order: Order) -> str:
    return digest([[file.name, file.note, hashlib.sha256(file.data).hexdigest()] for file in order.files])


def _words(edition: Edition) -> list[object]:
    return [edition.fingerprint, edition.plurals, edition.missing, edition.stale, repr(edition.language)]


def _staff(edition: Edition) -> str:
    """What a page says in the language of the staff: the title and the interface's words."""
    return digest(repr(edition.body.title), {key: repr(phrase) for key, phrase in edition.words.items()}, repr(edition.language))


def spelled(order: Order) -> dict[str, str]:
    """The digest of each message of an order's editions and of each part of the data, to tell later what changed."""
    found: dict[str, str] = {}
    for edition in order.editions:
        found |= {key: digest(repr(phrase)) for key, phrase in edition.named.items()}
        found |= dict(_data(edition))
    return found


def _data(edition: Edition) -> Iterator[tuple[str, str]]:
    """Figures, effects, sources and dates by name; the texts beside them are told as messages."""
    tree = edition.handout.model_dump(mode="json", by_alias=True)
    for part in ("figures", "effects", "sources"):
        yield from ((f"{part}.{name}", digest(value)) for name, value in (tree.get(part) or {}).items())
    yield from ((part, digest(tree.get(part))) for part in ("dates", "people", "version", "code", "red-flags"))


def changed(old: Mapping[str, str], new: Mapping[str, str]) -> str:
    """What changed between two states of an edition, in words: "risks.infection.what changed"."""
    names = sorted(name for name in {*old, *new} if old.get(name) != new.get(name))
    if not names:
        return "the data changed"
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "") + " changed"
