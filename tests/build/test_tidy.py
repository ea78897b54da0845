"""Short parts stand whole where the last page has room for what they take along, and nowhere else."""

import datetime as dt

import pytest

from evenhand.build.fit import fitted
from evenhand.build.plan import Filters, plan
from evenhand.build.trial import Trial
from evenhand.build.work import make_leaflet, open_workshop
from evenhand.checks.page import check_leaflet
from evenhand.cli.press import printed
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS

pytestmark = pytest.mark.slow
SHORT = ("questions", "notes", "approval", "cost")


def test_questions_stand_whole_at_the_same_density_and_on_as_many_pages(everything, tmp_path, monkeypatch):
    (job,) = plan(everything, Filters(("stem-cell-back-pain",), ("en",), ("harborview",), ("letter",)), dt.date(2026, 11, 24))
    workshop = open_workshop(everything.project.templates, SYSTEM_FOLDERS, tmp_path)
    result = make_leaflet(workshop, job)
    monkeypatch.setattr(Trial, "keeps", lambda trial, density: False)
    trial = Trial(workshop, job, workshop.fonts.families(job.order.scripts))
    assert trial.draw(result.density) == result.pages == 4

    def pages(areas):
        return {name: {a.page for a in areas if a.id == name} for name in SHORT}

    before = pages(trial.drawn[result.density][1].areas())
    assert any(len(found) > 1 for found in before.values()), "nothing was parted: this test needs another leaflet"
    assert all(len(found) == 1 for found in pages(result.areas).values())
    assert check_leaflet(printed(job, result)) == []


def test_where_the_last_page_has_no_room_for_it_nothing_is_kept_whole_and_nothing_is_tried(everything, tmp_path, monkeypatch):
    """The Turkish leaflet would take a page more."""
    (job,) = plan(everything, Filters(("stem-cell-back-pain",), ("tr",), ("millbrook",), ("a4",)), dt.date(2026, 11, 24))
    workshop = open_workshop(everything.project.templates, SYSTEM_FOLDERS, tmp_path)
    trial = Trial(workshop, job, workshop.fonts.families(job.order.scripts))
    density = fitted(trial)
    assert not trial.keeps(density)
    assert trial.draw(density) == 4
    monkeypatch.setattr(Trial, "keeps", lambda trial, density: True)
    monkeypatch.setattr(Trial, "likely", lambda trial, density: 5)
    trial.drawn.clear()
    assert trial.draw(density) == 5
