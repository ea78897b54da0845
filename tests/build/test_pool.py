"""Processes that draw leaflets: order kept, lost ones replaced, limits kept, and no read outside of a key."""

import datetime as dt
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from evenhand.build import pool, task
from evenhand.build.guard import reading_only
from evenhand.build.plan import Filters, plan
from evenhand.build.pool import draw
from evenhand.build.site import Limits, Site
from evenhand.finding import Trouble
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS

WARNING = "cauda-equina-warning"


@pytest.fixture
def jobs(everything):
    return plan(everything, Filters((WARNING,), ("en", "fr", "hi", "es"), ("millbrook",)), dt.date(2026, 11, 24))


@pytest.fixture
def site(everything, tmp_path):
    return Site(everything.project.templates, SYSTEM_FOLDERS, tmp_path / "out")


@pytest.mark.slow
def test_a_killed_worker_costs_one_retry_and_the_order_holds(jobs, site, monkeypatch):
    made, killed = [], []
    original = pool._pool

    def watched(*arguments):
        made.append(original(*arguments))
        return made[-1]

    monkeypatch.setattr(pool, "_pool", watched)
    results = []
    for result in draw(jobs, site, 2):
        results.append(result)
        if not killed:
            killed.append(next(iter(made[0]._processes)))
            os.kill(killed[0], signal.SIGKILL)
    assert [r.path for r in results] == [job.path for job in jobs]
    assert all(r.made for r in results), [r.findings for r in results]
    again = list(draw(jobs, replace(site, out=site.out.parent / "again"), 1))
    assert [r.sha256 for r in again] == [r.sha256 for r in results], "the same bytes in one process and in several"


@pytest.mark.slow
def test_a_leaflet_without_end_is_a_finding_and_the_next_one_is_made(jobs, site, monkeypatch):
    original = task.make_leaflet

    def slow(workshop, job):
        while job is jobs[0]:
            pass
        return original(workshop, job)

    monkeypatch.setattr(task, "make_leaflet", slow)
    # The second leaflet must have the time that it needs.
    stopped, made = draw(jobs[:2], replace(site, limits=Limits(seconds=8)), 1)
    assert [f.code for f in stopped.findings] == ["L012"]
    assert made.made


def test_a_read_outside_of_the_key_is_an_error(tmp_path):
    inside, outside = tmp_path / "a", tmp_path / "b"
    for folder in (inside, outside):
        folder.mkdir()
        (folder / "x.txt").write_text("x")
    with reading_only([inside], "leaflet.pdf"):
        assert (inside / "x.txt").read_text() == "x"
        (outside / "new.txt").write_text("writing is no reading")
    with pytest.raises(Trouble) as caught, reading_only([inside], "leaflet.pdf"):
        (outside / "x.txt").read_text()
    (told,) = caught.value.findings
    assert told.code == "L016"
    assert str(outside / "x.txt") in told.what
    assert (outside / "x.txt").read_text() == "x"
    with reading_only([inside], "leaflet.pdf"), pytest.raises(OSError, match="none"):
        (inside / "none").read_text()
    # What another thread reads, such as one of a cluster's worker, is no part of the leaflet.
    with reading_only([inside], "leaflet.pdf"), ThreadPoolExecutor(1) as other:
        assert other.submit((outside / "x.txt").read_text).result() == "x"


def test_code_that_python_keeps_elsewhere_is_code(tmp_path):
    asked = "from evenhand.build.guard import reading_only\nwith reading_only([], 'leaflet.pdf'):\n    import colorsys"
    command = [sys.executable, "-X", f"pycache_prefix={tmp_path}", "-c", asked]
    # The first run writes what the second reads.
    for _ in range(2):
        subprocess.run(command, check=True, env=os.environ | {"PYTHONDONTWRITEBYTECODE": ""})
    assert list(tmp_path.rglob("colorsys*.pyc"))


@pytest.mark.slow
def test_a_template_that_reads_elsewhere_fails_its_leaflet(jobs, site, monkeypatch, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("x")
    original = task.make_leaflet

    def nosy(workshop, job):
        secret.read_text()
        return original(workshop, job)

    monkeypatch.setattr(task, "make_leaflet", nosy)
    (result,) = draw(jobs[:1], site, 1)
    assert [f.code for f in result.findings] == ["L016"]
    assert not result.made
