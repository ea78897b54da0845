"""What a page may open while it is pressed: nothing but what it was given."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

# The drawings of our own pages.
_DRAWING = "data:image/svg+xml;base64,"


def confinement() -> Callable[[tuple[Path, ...]], Any]:
    """What makes a fetcher for one page: data: addresses, and files under its roots.

    The fetcher raises WeasyPrint's FatalURLFetchingError for any other.
    """
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    svg = EmailMessage()
    svg["Content-Type"] = "image/svg+xml"

    class Confined(URLFetcher):  # type: ignore[misc]
        """data: addresses, and files under the roots; nothing else."""

        def __init__(self, roots: tuple[Path, ...]) -> None:
            super().__init__(allowed_protocols=("data", "file"), allow_redirects=False)
            self._homes = tuple(root.resolve() for root in roots)

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            if url.startswith(_DRAWING):
                # As the way through urllib, which reads the header of each as one of a letter.
                return URLFetcherResponse(url, b64decode(url[len(_DRAWING) :]), svg)
            if url.startswith("data:"):
                return super().fetch(url, headers)
            if url.startswith("file:"):
                path = Path(unquote(urlsplit(url).path)).resolve()
                if any(path == home or path.is_relative_to(home) for home in self._homes):
                    return super().fetch(url, headers)
            raise FatalURLFetchingError(f"the press may not open {url}")

    known: dict[tuple[Path, ...], Any] = {}

    def fetcher(roots: tuple[Path, ...]) -> Any:
        # A leaflet asks for it again and again.
        if roots not in known:
            known.clear()
            known[roots] = Confined(roots)
        return known[roots]

    return fetcher
