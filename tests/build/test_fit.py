"""The search for a fit, on what real leaflets took at each step: pages (with the weight of late signs), and how many are filled."""

from types import SimpleNamespace

import pytest

from evenhand.build import fit
from evenhand.sheet.measures import CALM

MEASURED = {
    "ps a4": ([106, 106, 106, 5, 5, 5, 4, 5, 4], [5.034, 4.944, 4.893, 4.527, 4.414, 4.178, 3.865, 3.89, 3.685]),
    "en a4": ([5, 5, 5, 4, 4, 4, 4, 4, 4], [4.205, 4.142, 4.086, 3.786, 3.694, 3.518, 3.427, 3.339, 3.257]),
    "fr a4": ([106, 6, 5, 5, 5, 5, 5, 4, 4], [5.098, 4.937, 4.637, 4.513, 4.401, 4.221, 4.083, 3.866, 3.732]),
    "ru letter": ([107, 106, 106, 106, 5, 5, 5, 5, 5], [5.35, 5.21, 5.05, 4.841, 4.654, 4.43, 4.299, 4.176, 4.17]),
    "zh-Hans a4": ([4, 4, 3, 3, 3, 3, 3, 3, 3], [3.126, 3.056, 2.849, 2.767, 2.715, 2.549, 2.468, 2.408, 2.25]),
}


class Leaflet:
    """What was measured of a leaflet, in place of one that is laid out."""

    def __init__(self, counts, used):
        self.counts, self.fill, self.tried = counts, used, set()
        self.order = SimpleNamespace(page_limit=4)

    def draw(self, step):
        self.tried.add(step)
        return self.counts[step]

    def used(self, step):
        return self.fill[step]


@pytest.fixture(autouse=True)
def ladder(monkeypatch):
    monkeypatch.setattr(fit, "steps", lambda order: CALM)


@pytest.mark.parametrize("name", MEASURED)
@pytest.mark.parametrize("start", range(len(CALM)))
def test_the_loosest_that_fits_is_found_from_wherever_the_search_begins(name, start):
    """Pashto takes four pages, five at the next closer step, and four again where parts share a row."""
    counts, used = MEASURED[name]
    leaflet = Leaflet(counts, used)
    best = next((n for n, count in enumerate(counts) if count <= 4), None)
    # Where none fits: the loosest with the fewest pages.
    assert fit._fit(leaflet, start) == (counts.index(min(counts)) if best is None else best)
    assert len(leaflet.tried) < len(CALM) or best is None
