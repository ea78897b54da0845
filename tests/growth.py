"""What builds of 60 to 10,000 leaflets take: time, memory and the size of what a build writes for itself.

    python tests/growth.py FOLDER                       # all sizes; leaflets are copies of a real one
    python tests/growth.py FOLDER --sizes 60 240 --real # every leaflet drawn

Each build is a process of its own. Times are those of its clock, and of its processor without its children; memory is the
peak of that process. With copies, all but the drawing is real: reading, checks, plan, keys, writing, ledger, list.
"""

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

# Leaflets: handouts and brands, each handout in ten languages and each brand in one format.
SIZES = {60: (3, 2), 240: (6, 4), 1000: (10, 10), 3000: (20, 15), 10000: (50, 20)}
# The builds of each project in turn, and what they are called.
BUILDS = {"all new": (), "nothing changed": (), "one word changed": (), "all looked at, none made": ("--prune",)}


def measure(root, size, real, more):
    from scale import make_project

    handouts, brands = SIZES[size]
    folder = root / f"{size}-{handouts}x{brands}"
    if not folder.is_dir():
        make_project(folder, handouts, brands=brands)
    for name, options in BUILDS.items():
        if name == "one word changed":
            catalog = next(folder.glob("translations/hi/copy-0000.po"))
            text = catalog.read_text(encoding="utf-8")
            start = text.index('msgstr "', text.index('msgctxt "title"')) + len('msgstr "')
            catalog.write_text(f"{text[:start]}- {text[start:]}", encoding="utf-8")
        began = time.perf_counter()
        command = [
            sys.executable,
            __file__,
            str(folder),
            "--one",
            *(["--real"] if real or name == "nothing changed" else []),
            *options,
            *more,
        ]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
        assert done.returncode == 0, done.stderr[-2000:]
        cpu, memory, made = done.stderr.splitlines()[-1].split()
        print(f"{size:6} {name:26} {time.perf_counter() - began:8.1f} s {float(cpu):8.1f} s cpu {memory:>5} MB  {made} made", flush=True)
    out = folder / "build"
    sizes = {name: (out / name).stat().st_size for name in ("ledger.json", "index.html")}
    said = [path.stat().st_size for path in (out / ".scratch/said").iterdir()]
    leaflets = [path.stat().st_size for path in out.rglob("*.pdf")]
    told = ", ".join(f"{name} {size / 1e6:.1f} MB" for name, size in sizes.items())
    print(f"{size:6} {told}, said {len(said)} files {sum(said) / 1e6:.1f} MB, leaflets {sum(leaflets) / 1e6:.0f} MB", flush=True)


def one(folder, real, more):
    """One build in this process; what it took is the last line of stderr."""
    from evenhand.cli import main

    made = []
    if not real:
        from evenhand.build import pool

        original = pool.draw

        def copies(jobs, site, workers):
            # One for each address that the QR code leads to: with another one the leaflet would be a fault. In processes of their own,
            # so that what the press takes is not the parent's.
            firsts = {job.order.brand.web: job for job in reversed(jobs)}
            models = dict(zip(firsts, original(list(firsts.values()), site, 2), strict=True))
            for job in jobs:
                model = models[job.order.brand.web]
                content = model.content + f"\n% {job.path} {job.order.fingerprint}\n".encode()
                made.append(job.path)
                # Copies, for results that come from other processes share nothing either.
                areas = tuple(replace(area) for area in model.areas)
                sha256 = hashlib.sha256(content).hexdigest()
                yield replace(model, path=job.path, content=content, sha256=sha256, areas=areas)

        pool.draw = copies
    try:
        main(["build", "--project", str(folder), "--date", "2026-11-24", *more])
    except SystemExit as end:
        took = resource.getrusage(resource.RUSAGE_SELF)
        count = len(made) if not real else len(json.loads((folder / "build/ledger.json").read_bytes())["leaflets"])
        print(took.ru_utime + took.ru_stime, took.ru_maxrss // 1024, count, file=sys.stderr)
        sys.exit(end.code)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", choices=SIZES, default=list(SIZES))
    parser.add_argument("--real", action="store_true", help="draw every leaflet")
    parser.add_argument("--one", action="store_true", help="one build of a project, for the measurement itself")
    # Further options are those of the build, such as --scheduler.
    options, more = parser.parse_known_args()
    if options.one:
        one(options.folder, options.real, more)
    else:
        for wanted in options.sizes:
            measure(options.folder, wanted, options.real, more)
