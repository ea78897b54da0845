"""The versions of WeasyPrint that our mends were tested with; they touch its inside, so no other will do."""

from __future__ import annotations

from typing import Any

TESTED = ("70.0",)


def refuse_untested(weasyprint: Any) -> None:
    """Raises RuntimeError on a WeasyPrint that the mends were not tested with."""
    if weasyprint.__version__ not in TESTED:
        raise RuntimeError(f"evenhand was tested with WeasyPrint {', '.join(TESTED)}, and this is {weasyprint.__version__}")
