"""What was drawn goes as soon as nobody has it: no search for garbage is needed to find its boxes."""

import datetime as dt
import gc
from collections import Counter

import pytest

from evenhand.build.plan import Filters, plan
from evenhand.build.work import make_leaflet, open_workshop
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS

# What pages have hundreds or thousands of; and what holds much by itself: fonts, what was measured in them, all words of a page.
MANY = {"TextBox", "LineBox", "BlockBox", "InlineBox", "ComputedStyle", "AnonymousStyle", "Kind", "Node", "Style", "Cluster", "PageBox"}
MANY |= {"FontConfiguration", "Font", "Layout", "Measured", "LayoutContext", "Stream", "Context", "Macro", "Writer", "Trial"}


def held():
    """How many of them there are, found or to be found by a search; drawings, which go another way, have nodes too."""
    return Counter(name for thing in gc.get_objects() if (name := type(thing).__name__) in MANY and "svg" not in type(thing).__module__)


@pytest.mark.slow
def test_boxes_of_leaflets_do_not_wait_to_be_found(everything, tmp_path):
    # More sets of fonts than the press keeps.
    languages = ("en", "ar", "hi", "ko", "ta", "th", "zh-Hans")
    filters = Filters(("cauda-equina-warning", "exercise-back-pain"), languages, ("millbrook",), ("a4", "bilingual"))
    jobs = plan(everything, filters, dt.date(2026, 11, 24), set())
    workshop = open_workshop(everything.project.templates, SYSTEM_FOLDERS, tmp_path)
    make_leaflet(workshop, jobs[0])
    gc.collect()
    gc.disable()
    try:
        for job in jobs[1:]:
            assert make_leaflet(workshop, job).made
        waiting = held()
        gc.collect()
        # Those of the last leaflet are kept for the next one.
        kept = held()
    finally:
        gc.enable()
    assert kept.total() > 100
    assert waiting == kept
