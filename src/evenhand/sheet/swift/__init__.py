"""WeasyPrint made swift: the same pages, to the dot, with less work.

Each mend takes away work that is done again with the same outcome; `docs/performance.md` says what each gives. Like the other
mends they refuse a WeasyPrint that they were not tested with, and are to be offered upstream.
"""

from __future__ import annotations

import sys
from typing import Any

from evenhand.sheet.swift import (
    cascade,
    faces,
    files,
    flow,
    keeping,
    layers,
    layouts,
    lengths,
    lines,
    painting,
    paragraphs,
    pictures,
    plainness,
    shows,
    stages,
    styles,
    writing,
)
from evenhand.sheet.tested import refuse_untested


def apply(weasyprint: Any) -> None:
    """Apply every mend once. Raises RuntimeError on a WeasyPrint that they were not tested with."""
    refuse_untested(weasyprint)
    cascade.apply()
    styles.apply(_everywhere)
    flow.apply(_everywhere)
    lengths.apply(_everywhere)
    layouts.apply()
    lines.apply(_everywhere)
    plainness.apply(_everywhere)
    keeping.apply(_everywhere)
    paragraphs.apply(_everywhere)
    pictures.apply(_everywhere)
    shows.apply(_everywhere)
    writing.apply(_everywhere)
    layers.apply()
    painting.apply(_everywhere)
    files.apply()
    faces.apply(_everywhere)
    stages.apply()


def _everywhere(original: Any, new: Any) -> None:
    """Put `new` in the place of a function of WeasyPrint, in each of its modules that has it by name."""
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint."):
            for key, value in list(vars(module).items()):
                if value is original:
                    setattr(module, key, new)
