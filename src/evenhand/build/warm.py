# ruff: noqa: E402
"""What the server of a build's processes loads before it is forked: the press and all that a page needs.

Why a module of its own: the server imports it by name, and every worker begins with what it has loaded.
"""

from __future__ import annotations

import gc
import signal

# Ctrl-C is for the parent, also while this loads.
signal.signal(signal.SIGINT, signal.SIG_IGN)

import evenhand.sheet.writer  # noqa: F401  (loaded here for the workers that are forked from this process)
from evenhand.build.server import templates
from evenhand.build.work import prepare
from evenhand.sheet.press import load

load()
prepare(templates())
gc.collect()
gc.freeze()
