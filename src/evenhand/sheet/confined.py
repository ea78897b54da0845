"""What a page may open while it is pressed: nothing but what it was given."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any


def fetcher(roots: tuple[Path, ...]) -> Any:
    """For one page: data: addresses, and files under `roots`. Raises WeasyPrint's FatalURLFetchingError for any other."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    homes = tuple(r.resolve() for r in roots)

    class Confined(URLFetcher):  # type: ignore[misc]
        """data: addresses, and files under the roots; nothing else."""

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            if url.startswith("file:"):
                from urllib.parse import unquote, urlsplit

                path = Path(unquote(urlsplit(url).path)).resolve()
                if any(path == home or path.is_relative_to(home) for home in homes):
                    return super().fetch(url, headers)
            raise FatalURLFetchingError(f"the press may not open {url}")

    return Confined(allowed_protocols=("data", "file"), allow_redirects=False)
