"""Any executor in the manner of concurrent.futures draws leaflets: order kept, limits kept, lost ones tried again and told."""

import contextlib
import datetime as dt
import multiprocessing
import sys
import threading
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

import pytest
from deadly import deadly

from evenhand.build import executor, pool, task
from evenhand.build.executor import draw, stream
from evenhand.build.plan import Filters, plan
from evenhand.build.result import Result
from evenhand.build.site import Limits, Site
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS

WARNING = "cauda-equina-warning"


@pytest.fixture
def jobs(everything):
    return plan(everything, Filters((WARNING,), ("en", "zh-Hans"), ("millbrook",)), dt.date(2026, 11, 24))


@pytest.fixture
def site(everything, tmp_path):
    return Site(everything.project.templates, SYSTEM_FOLDERS, tmp_path / "out")


@pytest.mark.slow
def test_processes_and_threads_give_the_same_bytes(jobs, site):
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as processes:
        there = list(draw(jobs, site, processes, 4))
    plain = list(pool.draw(jobs, replace(site, out=site.out.parent / "b"), 1))
    # Two threads of one process take turns at the press.
    twice = [jobs[0], replace(jobs[0], path="again.pdf")]
    with ThreadPoolExecutor(2) as threads:
        here = list(draw(twice, replace(site, out=site.out.parent / "c"), threads, 2))
    assert all(r.made for r in plain)
    assert [(r.path, r.sha256, r.thumbnail) for r in there] == [(r.path, r.sha256, r.thumbnail) for r in plain]
    assert [r.sha256 for r in here] == [plain[0].sha256] * 2


def test_a_thread_has_its_limit_too(jobs, site, monkeypatch):
    def slow(workshop, job):
        while job is jobs[0]:
            pass
        return Result(job.path, b"", b"", 1, "x", (), (), 0.0, 0)

    monkeypatch.setattr(task, "make_leaflet", slow)
    with ThreadPoolExecutor(1) as thread:
        stopped, made = draw(jobs, replace(site, limits=Limits(seconds=1)), thread, 1)
    assert [f.code for f in stopped.findings] == ["L012"]
    assert made.made


@pytest.mark.parametrize("late", [True, False])
def test_a_thread_that_was_stopped_leaves_nothing_behind(late):
    """CPython 3.11 hangs under a tracer where a call to stop a thread is still looked for."""
    steps = []

    def run():
        with contextlib.suppress(task._Late), task._watched(1):
            while late:
                pass

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    before = sys.gettrace()
    sys.settrace(lambda *_: steps.append(1))
    try:
        sum(number for number in range(3))
    finally:
        sys.settrace(before)
    assert steps


def test_processes_that_die_are_findings(jobs, site):
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as processes:
        lost = list(draw([deadly(jobs[0]), jobs[1]], site, processes, 2))
    # The pool of the standard library ends with its first process; the next build takes up what is left.
    assert [[f.code for f in r.findings] for r in lost] == [["L007"], ["L007"]]
    assert lost[0].path == "deadly.pdf"


def test_what_was_lost_beside_another_is_tried_alone_and_the_order_holds(jobs):
    """An executor that goes on after a loss, as a cluster does: the one bad job takes all down that are under way with it."""
    six = [replace(jobs[0], path=f"{i}.pdf") for i in range(6)]
    under_way, begun = {}, []

    def submit(job):
        begun.append(job.path)
        future = Future()
        under_way[future] = job
        if job.path == "2.pdf":
            for other in list(under_way):
                del under_way[other]
                other.set_exception(BrokenProcessPool())
        elif job.path in ("5.pdf", "1.pdf"):
            for other, its in list(under_way.items()):
                del under_way[other]
                other.set_result(Result(its.path, b"", b"", 1, "x", (), (), 0.0, 0))
        elif begun.count(job.path) > 1:
            del under_way[future]
            future.set_result(Result(job.path, b"", b"", 1, "x", (), (), 0.0, 0))
        return future

    results = list(stream(six, submit, lambda: 3))
    assert [r.path for r in results] == [job.path for job in six]
    assert [r.path for r in results if not r.made] == ["2.pdf"]
    assert begun.count("2.pdf") == 2


def test_work_runs_ahead_of_a_slow_leaflet_by_a_bound_only(jobs, monkeypatch):
    monkeypatch.setattr(executor, "_ASK", 0.1)
    many = [replace(jobs[0], path=f"{i}.pdf") for i in range(200)]
    results = [Result(job.path, b"", b"", 1, "x", (), (), 0.0, 0) for job in many]
    slow, begun, counts = Future(), [], []

    def submit(job):
        begun.append(job)
        future = slow if job is many[0] else Future()
        if future is not slow:
            future.set_result(results[many.index(job)])
        return future

    def room():
        counts.append(len(begun))
        if len(counts) > 1 and counts[-1] == counts[-2] and not slow.done():
            slow.set_result(results[0])
            counts.append("released")
        return 4

    assert list(stream(many, submit, room)) == results
    assert counts[counts.index("released") - 1] == 32, "eight for each one under way, and no more"
