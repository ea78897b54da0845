"""Kill `evenhand translate update` again and again, and look at what is left (run by test_kill.py).

usage: killed.py PROJECT TIMES. Every step of every write is a place to die; further deaths come at random moments.
Prints as JSON how often it died at a step and at random, how many files were found old and new, and what was wrong.
"""

import gc
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from evenhand.cli import main

DEAD = 99
# A process dies here, not the machine: a folder in memory shows the same, and no trial waits for a disk.
MEMORY = Path("/dev/shm")
WRITES = {"os.rename", "os.chmod", "os.remove", "os.mkdir"}


def update(folder):
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115
    main(["translate", "update", "--project", str(folder), "--date", "2026-11-24", "--jobs", "1"], standalone_mode=False)


class Fate:
    """Ends the process at its n-th step of writing; `steps` counts them."""

    def __init__(self, folder, end):
        self.folder, self.end, self.steps = str(folder), end, 0
        sys.addaudithook(self.see)
        sync, fdopen = os.fsync, os.fdopen
        os.fsync = lambda handle: (self.tick(), sync(handle))
        os.fdopen = lambda handle, mode="r", *rest: Half(fdopen(handle, mode, *rest), self) if "w" in mode else fdopen(handle, mode, *rest)

    def see(self, event, arguments):
        writes = event in WRITES or (event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR))
        if writes and str(arguments[0]).startswith(self.folder):
            self.tick()

    def tick(self):
        self.steps += 1
        if self.steps == self.end:
            os._exit(DEAD)


class Half:
    """A file whose bytes come in two parts, with a place to die between."""

    def __init__(self, file, fate):
        self.file, self.fate = file, fate

    def write(self, data):
        self.file.write(data[: len(data) // 2])
        self.file.flush()
        self.fate.tick()
        self.file.write(data[len(data) // 2 :])

    def __getattr__(self, name):
        return getattr(self.file, name)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()


def in_child(work):
    """Run `work` in a fork; gives the process."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException as fault:
            print(repr(fault), file=sys.__stderr__)
            os._exit(1)
        os._exit(0)
    return child


def ended(child):
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


class Trial:
    def __init__(self, pristine):
        self.pristine, self.old, self.faults, self.seen = pristine, files(pristine), [], {"old": 0, "new": 0, "scraps": 0}
        with self.copy() as folder:
            assert ended(in_child(lambda: update(folder))) == 0
            self.new = files(Path(folder))
        assert sum(self.new[name] != self.old.get(name) for name in self.new) > 5, "the update must write"

    def copy(self):
        place = tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else self.pristine.parent)
        shutil.copytree(self.pristine, place.name, dirs_exist_ok=True)
        return place

    def steps(self):
        """How many steps a whole update has."""
        with self.copy() as folder:
            told = Path(folder).parent / "steps"

            def work():
                fate = Fate(folder, 0)
                update(folder)
                told.write_text(str(fate.steps))

            assert ended(in_child(work)) == 0
            return int(told.read_text())

    def look(self, folder, when):
        """Every file whole, old or new; the next update makes all new and clears what was left."""
        left = files(Path(folder))
        for name, data in left.items():
            if Path(name).name.startswith("."):
                self.seen["scraps"] += 1
            elif data == self.old.get(name) != self.new[name]:
                self.seen["old"] += 1
            elif data == self.new.get(name) != self.old.get(name):
                self.seen["new"] += 1
            elif data != self.old.get(name):
                self.faults.append(f"{when}: {name} is neither old nor new")
        self.faults += [f"{when}: {name} is gone" for name in self.old.keys() - left.keys()]
        if ended(in_child(lambda: update(folder))) != 0 or files(Path(folder)) != self.new:
            self.faults.append(f"{when}: the next update did not put all right")

    def at_step(self, number):
        with self.copy() as folder:

            def work():
                Fate(folder, number)
                update(folder)

            if ended(in_child(work)) != DEAD:
                self.faults.append(f"step {number} did not end the process")
            self.look(folder, f"step {number}")

    def at_random(self, moment):
        with self.copy() as folder:
            child = in_child(lambda: update(folder))
            time.sleep(moment)
            os.kill(child, signal.SIGKILL)
            died = ended(child) == -signal.SIGKILL
            self.look(folder, f"after {moment:.3f} s")
            return died


def warm(pristine):
    """One update in this process: what it loads and compiles is there for every fork, which then need not, 400 times over."""
    said = sys.stdout, sys.stderr
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(pristine, folder, dirs_exist_ok=True)
        update(folder)
    sys.stdout, sys.stderr = said
    gc.freeze()  # a fork that collects what it was born with copies all of it


def run(pristine, times):
    warm(pristine)
    trial = Trial(pristine)
    steps = trial.steps()
    for number in range(1, steps + 1):
        trial.at_step(number)
    with trial.copy() as folder:
        start = time.monotonic()
        ended(in_child(lambda: update(folder)))
        took = time.monotonic() - start
    chance, deaths, tries = random.Random(4), 0, 0
    while steps + deaths < times and tries < 4 * times:
        tries += 1
        deaths += trial.at_random(chance.uniform(0, took))
    print(json.dumps({"steps": steps, "random": deaths, **trial.seen, "faults": trial.faults}))


if __name__ == "__main__":
    run(Path(sys.argv[1]), int(sys.argv[2]))
