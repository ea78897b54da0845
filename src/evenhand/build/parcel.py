"""A job that travels: its words as bytes, and the files that it needs by content, packed here and unpacked where it is drawn."""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from evenhand.build.plan import Job
from evenhand.build.program import maker
from evenhand.build.result import Result
from evenhand.build.site import Site
from evenhand.build.task import TURN, draw_within
from evenhand.build.trial import Workshop
from evenhand.build.work import open_workshop
from evenhand.finding import Trouble, usage_trouble
from evenhand.sheet.fonts import FontShelf
from evenhand.sheet.page import Theme

# Sets of theme and fonts that a process keeps open.
_KEPT = 16
_workshops: dict[tuple[Path, tuple[str, ...], tuple[str, ...]], Workshop] = {}
# What this process was when it began to draw: its files may be newer by now, its code is not.
_maker: dict[str, str] = {}


# Files by their paths in a folder. A crate is such a list, pickled; its name is a SHA-256 over all of it.
_Files = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A job without the folders of this machine, compressed, and the names of the crates with its files.

    `maker` is the program that packed it: no other may draw it. `theme` has a crate for each folder of the search path,
    `fonts` one for each file; `pictures` and `profile` are "" where there are none.
    """

    job: bytes
    maker: Mapping[str, str]
    seconds: int
    theme: tuple[str, ...]
    brand: str
    pictures: str
    profile: str
    fonts: tuple[str, ...]

    @property
    def crates(self) -> tuple[str, ...]:
        """Each once."""
        return tuple(dict.fromkeys(name for name in (*self.theme, self.brand, self.pictures, self.profile, *self.fonts) if name))


class OtherMaker(Exception):
    """A program of other versions was to draw a parcel; the message says what differs."""


class Packer:
    """Packs the jobs of one build; what several need is read once for its name, and again for its crate."""

    def __init__(self, site: Site) -> None:
        self._fonts, self._seconds, self._maker = FontShelf(site.fonts), site.limits.seconds, this_maker()
        self._places: dict[str, tuple[tuple[str, Path], ...]] = {}
        self._names: dict[Path, str] = {}
        themes = zip(site.templates, Theme(site.templates).folders, strict=True)
        self._theme = tuple(name for base, folder in themes if (name := self._name(folder, base)))

    def pack(self, job: Job) -> Parcel:
        order = job.order
        try:
            fonts = [Path(file.path) for family in self._fonts.families(order.scripts) for file in family.files]
        except Trouble:
            fonts = []  # the leaflet itself will tell it
        profile = job.prints.profile
        bare = replace(
            job,
            order=replace(order, brand_folder=Path(), pictures=Path()),
            prints=replace(job.prints, profile=Path(profile.name) if profile else None),
        )
        return Parcel(
            job=zlib.compress(pickle.dumps(bare), 1),
            maker=self._maker,
            seconds=self._seconds,
            theme=self._theme,
            brand=self._name(order.brand_folder),
            pictures=self._name(order.pictures),
            profile=self._name(profile) if profile else "",
            fonts=tuple(dict.fromkeys(self._name(path) for path in fonts)),
        )

    def crate(self, name: str) -> bytes:
        """A crate, with its files as they were when it was named."""
        files = _read(self._places[name])
        if _named(files) != name:
            changed = self._places[name][0][1].parent
            raise usage_trouble(f"files in {changed} changed while the build was at work", "build again")
        return pickle.dumps(files)

    def _name(self, path: Path, base: Path | None = None) -> str:
        """The name of the crate with a file, or with the files of a folder by their paths in `base`; "" where there is none."""
        if path not in self._names:
            files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
            places = tuple((p.relative_to(base or (path.parent if p == path else path)).as_posix(), p) for p in files)
            name = _named(_read(places)) if places else ""
            self._names[path], self._places[name] = name, places
        return self._names[path]


def _read(places: Iterable[tuple[str, Path]]) -> _Files:
    return tuple((name, path.read_bytes()) for name, path in places)


def _named(files: _Files) -> str:
    total = hashlib.sha256()
    for name, data in files:
        total.update(f"{name}\0{len(data)}\0".encode() + data)
    return total.hexdigest()


def draw_parcel(parcel: Parcel, crates: Mapping[str, bytes], folder: Path) -> Result:
    """Draw a parcel in this process, whose files live under `folder`; `crates` by their names. Raises OtherMaker.

    A crate that lies in `folder` already is not opened again.
    """
    differ = differences(parcel.maker, this_maker())
    if differ:
        raise OtherMaker(differ)
    with TURN:
        store = folder / "crates"
        for name, crate in crates.items():
            if not (store / name).is_dir():
                _put(store / name, crate)
        job = _at_home(pickle.loads(zlib.decompress(parcel.job)), parcel, store)
        return draw_within(_workshop(parcel, store, folder / "press"), job, parcel.seconds)


def _at_home(job: Job, parcel: Parcel, store: Path) -> Job:
    """The job with the folders of this machine."""
    order = replace(job.order, brand_folder=store / parcel.brand, pictures=store / (parcel.pictures or "none"))
    profile = job.prints.profile
    prints = replace(job.prints, profile=store / parcel.profile / profile.name) if profile else job.prints
    return replace(job, order=order, prints=prints)


def _put(place: Path, crate: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    files: _Files = pickle.loads(crate)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".") as scratch:
        inside = Path(scratch) / "crate"
        for name, data in files:
            (inside / name).parent.mkdir(parents=True, exist_ok=True)
            (inside / name).write_bytes(data)
        os.replace(inside, place)


def _workshop(parcel: Parcel, store: Path, scratch: Path) -> Workshop:
    key = (store, parcel.theme, parcel.fonts)
    if key not in _workshops:
        if len(_workshops) >= _KEPT:
            _workshops.pop(next(iter(_workshops)))
        themes, fonts = (tuple(store / name for name in names) for names in (parcel.theme, parcel.fonts))
        _workshops[key] = open_workshop(themes, fonts, scratch)
    return _workshops[key]


def this_maker() -> dict[str, str]:
    """What this process is, since it was first asked."""
    if not _maker:
        _maker.update(maker())
    return _maker


def differences(ours: Mapping[str, str], theirs: Mapping[str, str]) -> str:
    """What differs between two programs, in words; "" when the same bytes come of both."""
    names = [name for name in {**ours, **theirs} if ours.get(name) != theirs.get(name)]
    return ", ".join(f"{name} {theirs.get(name) or 'is missing'} instead of {ours.get(name) or 'none'}" for name in names)
