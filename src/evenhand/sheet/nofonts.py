"""A fontconfig that knows no fonts: a page has those that it was given, and no other steps in."""

from __future__ import annotations

import os
from pathlib import Path

_FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{empty}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
# What stands in a folder that was made ready.
CONF = "fonts.conf"


def confine(folder: Path) -> None:
    """Give fontconfig an empty folder, for this process and those that it starts; `folder` holds its files."""
    empty, cache = folder / "no-fonts", folder / "fontconfig"
    empty.mkdir(parents=True, exist_ok=True)
    cache.mkdir(parents=True, exist_ok=True)
    conf = folder / CONF
    if not conf.is_file():
        conf.write_text(_FONTCONFIG.format(empty=empty, cache=cache), encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(conf)
