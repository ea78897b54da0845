"""A real Dask cluster on this machine: a scheduler and two workers, each a process of its own, over TCP."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from deadly import deadly

from evenhand.build import cluster, parcel, pool
from evenhand.build.plan import Filters, plan
from evenhand.build.program import maker
from evenhand.build.site import Site
from evenhand.finding import Trouble
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS

pytestmark = pytest.mark.slow
WARNING = "cauda-equina-warning"


class Crew:
    """The cluster and what the tests ask of it."""

    def __init__(self, address):
        from distributed import Client

        self.address = address
        self.client = Client(address, timeout=60)

    def wait(self):
        """Until both workers are there; Dask starts a killed one anew."""
        self.client.wait_for_workers(2, timeout=60)

    def processes(self):
        return self.client.run(os.getpid)

    def kill_when_it_draws(self):
        """Kill a worker as soon as it has leaflets to draw; gives where its number will stand.

        From a thread, and the scheduler alone is asked: a worker that draws answers late, and its results may come when all is done.
        """
        processes, killed = self.processes(), []

        def watch():
            while not killed:
                leaflets = {worker: sum(key.startswith("leaflet") for key in keys) for worker, keys in self.client.processing().items()}
                if any(leaflets.values()):
                    killed.append(processes[max(leaflets, key=leaflets.get)])
                    os.kill(killed[0], signal.SIGKILL)

        threading.Thread(target=watch, daemon=True).start()
        return killed

    def crates(self):
        """The names of the crates that each worker has unpacked, by its address."""

        def held(dask_worker):
            folder = os.path.join(dask_worker.local_directory, "evenhand", "crates")
            return {name: os.stat(os.path.join(folder, name)).st_mtime_ns for name in os.listdir(folder)} if os.path.isdir(folder) else {}

        return self.client.run(held)

    def suspicious(self):
        """How many leaflets were at work when their worker died."""
        return self.client.run_on_scheduler(lambda dask_scheduler: dask_scheduler.task_prefixes["leaflet"].suspicious)

    def allow(self, failures):
        def change(dask_scheduler):
            dask_scheduler.allowed_failures = failures

        self.client.run_on_scheduler(change)


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dask")
    file = folder / "scheduler.json"
    common = ["--scheduler-file", str(file), "--no-dashboard"]
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler"], [sys.executable, "-m", "distributed.cli.dask_worker"]
    # In a group of their own, so that whatever happens all of them can be ended.
    quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
    scheduler = subprocess.Popen([*dask[0], *common, "--port", "0", "--host", "127.0.0.1"], **quiet)
    workers = subprocess.Popen([*dask[1], *common, "--nworkers", "2", "--nthreads", "1", "--local-directory", str(folder)], **quiet)
    try:
        while not (file.is_file() and file.read_text().strip()):
            assert scheduler.poll() is None
            time.sleep(0.1)
        found = Crew(json.loads(file.read_text())["address"])
        yield found
        found.client.close()
    finally:
        for process in (workers, scheduler):
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture
def crew(running):
    running.wait()
    return running


@pytest.fixture
def jobs(everything):
    return plan(everything, Filters((WARNING,), ("en", "zh-Hans")), dt.date(2026, 11, 24))


@pytest.fixture
def site(everything, tmp_path):
    return Site(everything.project.templates, SYSTEM_FOLDERS, tmp_path / "out")


def test_workers_with_another_program_are_refused_before_work_starts(crew, jobs, site, monkeypatch):
    monkeypatch.setattr(cluster, "this_maker", lambda: {**maker(), "weasyprint": "1.0"})
    with pytest.raises(Trouble) as caught:
        next(cluster.draw(jobs, site, crew.address))
    assert caught.value.usage
    workers = sorted(crew.processes())
    assert [worker in f.what for worker, f in zip(workers, caught.value.findings, strict=True)] == [True, True]
    assert "weasyprint 70.0 instead of 1.0" in caught.value.findings[0].what
    assert all(not held for held in crew.crates().values()), "nothing was sent"


def test_a_worker_that_joins_later_with_another_program_draws_nothing(crew, jobs, site, monkeypatch):
    monkeypatch.setattr(parcel, "this_maker", lambda: {**maker(), "weasyprint": "1.0"})
    with pytest.raises(Trouble, match=r"joined with another program: weasyprint 70\.0 instead of 1\.0"):
        next(cluster.draw(jobs, site, crew.address))


def test_a_worker_that_is_killed_in_mid_build_costs_time_and_nothing_else(crew, everything, site):
    jobs = plan(everything, Filters((WARNING, "stem-cell-back-pain"), ("en", "zh-Hans")), dt.date(2026, 11, 24))
    killed = crew.kill_when_it_draws()
    results = list(cluster.draw(jobs, site, crew.address))
    assert killed[0] not in crew.processes().values()
    assert crew.suspicious() > 0, "it had leaflets to draw"
    here = list(pool.draw(jobs, site, 1))
    assert all(r.made for r in here)
    # Brands with and without words of their own, plain fonts and collections: to the byte.
    assert [(r.path, r.sha256, r.thumbnail, r.findings) for r in results] == [(r.path, r.sha256, r.thumbnail, r.findings) for r in here]


def test_files_travel_once_to_each_worker(crew, jobs, site):
    (first,) = cluster.draw(jobs[:1], site, crew.address)
    before = crew.crates()
    (again,) = cluster.draw(jobs[:1], site, crew.address)
    assert again.sha256 == first.sha256
    assert any(before.values())
    after = crew.crates()
    for worker, held in before.items():
        assert {name: after[worker][name] for name in held} == held, "what was there was not written again"


def test_a_leaflet_that_kills_its_workers_is_a_finding_and_the_others_are_made(crew, jobs, site):
    crew.allow(0)
    results = list(cluster.draw([deadly(jobs[0]), *jobs[:2]], site, crew.address))
    assert [[f.code for f in r.findings] for r in results if not r.made] == [["L007"]]
    assert [r.path for r in results] == ["deadly.pdf", jobs[0].path, jobs[1].path]


def files(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*.*") if ".scratch" not in p.parts and p.is_file()}


def test_the_command_builds_there_what_it_builds_here(crew, evenhand, small):
    crew.allow(3)
    common = ("build", "--project", small, "--date", "2026-11-24", "--lang", "en")
    there = evenhand(*common, "--out", small / "there", "--scheduler", crew.address)
    assert "2 of 2 leaflets" in there.stdout, there.output
    assert evenhand(*common, "--out", small / "there").stdout.startswith("Nothing changed"), "where it was drawn is no reason"
    assert evenhand(*common, "--out", small / "here", "--jobs", 1).exit_code == there.exit_code
    assert files(small / "there") == files(small / "here"), "the ledger and the list too"


@pytest.mark.parametrize(
    ("address", "told"),
    [("nonsense", "write it as tcp://HOST:PORT"), ("tcp://127.0.0.1:1", "no Dask scheduler answers at tcp://127.0.0.1:1")],
)
def test_a_scheduler_that_is_none_is_one_clear_error(evenhand, small, monkeypatch, address, told):
    monkeypatch.setattr(cluster, "_REACH", 1)
    done = evenhand("build", "--project", small, "--lang", "en", "--scheduler", address)
    assert done.exit_code == 2
    assert told in done.stderr
    assert "1 error" in done.stderr


def test_without_the_package_one_clear_error(evenhand, small, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = evenhand("build", "--project", small, "--lang", "en", "--scheduler", "tcp://127.0.0.1:8786")
    assert done.exit_code == 2
    assert "evenhand[cluster]" in done.stderr
