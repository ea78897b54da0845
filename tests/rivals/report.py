"""The results as tables of Markdown, and the part of a page that they stand in."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import mean, median

from rivals.engines import ENGINES, TITLES
from rivals.rounds import CORES, Results

BEGIN, END = "<!-- make bench writes from here -->", "<!-- to here -->"
US = "evenhand"
_KINDS = (("cold", "one leaflet, cold", 1.0, "s"), ("warm", "a leaflet, warm, on one core", 1000.0, "ms"))
_MANY = "the same, of an edition for many clinics"
_WORKS = (
    ("string", "one string in one language", "large"),
    ("number", "one number of a risk, all languages", "small"),
    ("colour", "the colour of the brand", "small"),
    ("nothing", "nothing", "small"),
    ("nothing-large", "nothing", "large"),
)
_UNKNOWN = "–"


def replaced(page: str, part: str) -> str:
    """The page with `part` between its two marks. Raises ValueError when it does not have both, once and in this order."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end) or BEGIN in rest or END in before + after:
        raise ValueError(f"the page needs {BEGIN!r} and {END!r}, once each")
    return f"{before}{BEGIN}\n\n{part.strip()}\n\n{END}{after}"


def report(results: Results, leaves: int, large: int, chart: str) -> str:
    """All tables. `leaves` and `large` are how many leaflets the two projects have, `chart` is the file of the picture."""
    rounds = len(results.times[US, "warm"])
    rivals = [engine for engine in ENGINES if engine in results.versions]
    parts = [
        _setting(results, leaves, rounds),
        f"![Time of each renderer]({chart})",
        _table(["", *(TITLES.get(e, e) for e in rivals)], _draw_rows(results, rivals, leaves)),
        "**What people do.** evenhand builds by its command, with all checks, and knows by itself what changed. The others draw all "
        "leaflets anew, or only those that changed where something else tells them which; their pages lie ready. ≈ is reckoned from "
        f"the row of {CORES} cores above, all else is measured.",
        _table(["what changed", "leaflets", *(TITLES.get(e, e) for e in rivals)], _work_rows(results, rivals, leaves, large)),
        _search(results),
        "**Against the goals**",
        _table(["goal", "wanted", "measured", "an edition for many clinics"], _goals(results)),
    ]
    return "\n\n".join(part for part in parts if part)


def ratio(results: Results, engine: str, work: str, ours: str = "") -> float | None:
    """How many times our time a renderer takes: the median over the rounds, each round against itself; None where it was not measured."""
    theirs, mine = results.times.get((engine, work)), results.times.get((US, ours or work))
    return median(t / m for t, m in zip(theirs, mine, strict=False)) if theirs and mine else None


def middle(results: Results, engine: str, work: str) -> float | None:
    """The median over the rounds, in seconds."""
    times = results.times.get((engine, work))
    return median(times) if times else None


def _setting(results: Results, leaves: int, rounds: int) -> str:
    versions = ", ".join(f"{TITLES.get(engine, engine)} {version}" for engine, version in results.versions.items())
    absent = "".join(f" **Absent: {TITLES.get(engine, engine)}** ({why})." for engine, why in results.absent.items())
    machine = ", ".join(f"{name} {value}" for name, value in results.machine.items())
    return (
        f"{versions}; {machine}. {leaves} leaflets, {rounds} round{'s' * (rounds != 1)}, the renderers in turn in each; medians. "
        f"In brackets: how many times the time of evenhand, the median of the ratios within each round.{absent}"
    )


def _draw_rows(results: Results, engines: list[str], leaves: int) -> list[list[str]]:
    rows = [[title, *(_time(results, e, work, times, unit) for e in engines)] for work, title, times, unit in _KINDS]
    slowest = [[median(t) for (engine, _), t in results.single.items() if engine == e] for e in engines]
    rows.append(["the same, slowest leaflet", *(f"{max(s) * 1000:,.0f} ms" if s else _UNKNOWN for s in slowest)])
    rows.append([_MANY, *(_time(results, e, "many", 1000.0, "ms") for e in engines)])
    rows.append([f"{leaves} leaflets, warm, {CORES} cores, start to end", *(_time(results, e, "two", 1.0, "s") for e in engines)])
    rows.append([f"{CORES} cores against one", *(_times(_gain(results, e, leaves)) for e in engines)])
    rows.append(["size of a leaflet, mean", *(_mean(results.sizes, e, 1024, "KB") for e in engines)])
    rows.append(["pages of a leaflet, mean", *(_mean(results.pages, e, 1, "", 1) for e in engines)])
    rows.append(["words that a reader finds whole", *(_heard(results, e) for e in engines)])
    kinds = (("cold", "cold"), ("warm-1", "warm"), (f"warm-{CORES}", f"{CORES} cores"))
    return rows + [[f"memory, {name}", *(_memory(results, e, kind) for e in engines)] for kind, name in kinds]


def _work_rows(results: Results, engines: list[str], leaves: int, large: int) -> list[list[str]]:
    rows = []
    for work, title, project in _WORKS:
        size, touched = large if project == "large" else leaves, results.touched[work]
        cells = [_time(results, US, work, 1.0, "s"), *(_rival(results, e, project, size, touched, leaves) for e in engines[1:])]
        rows.append([title, f"{touched} of {size}", *cells])
    return rows


def _rival(results: Results, engine: str, project: str, size: int, touched: int, leaves: int) -> str:
    """What all leaflets of a project take, and those that were touched."""
    two = middle(results, engine, "two")
    if two is None:
        return _UNKNOWN
    measured = middle(results, engine, "all-large") if project == "large" else two
    seconds = measured or two / leaves * size
    whole = f"{'' if measured else '≈ '}{_number(seconds)} s"
    return f"{whole}; changed only ≈ {_number(seconds * touched / size)} s" if touched else whole


def _search(results: Results) -> str:
    """What it costs to look for a density that fits, here and were it done with WeasyPrint as it is."""
    tries = results.tries
    text = (
        f"**The search for a fit.** evenhand lays a leaflet out {mean(tries.values()):.1f} times on average (at most "
        f"{max(tries.values())}) until it keeps to its pages, and all of these are in its times. WeasyPrint and Chromium were given the "
        "setting that it found; Typst and Sphinx fit nothing."
    )
    whole = {name: median(times) for (engine, name), times in results.single.items() if engine == "weasyprint"}
    if not whole:
        return text
    laid = {name: median(times) for name, times in results.layout.items()}
    searched = mean(whole[name] + (tries[name] - 1) * laid[name] for name in whole)
    ours = middle(results, US, "warm") or 1
    return (
        f"{text} Of {mean(whole.values()) * 1000:,.0f} ms in plain WeasyPrint {mean(laid.values()) * 1000:,.0f} are layout; the same "
        f"search with it would take ≈ {searched * 1000:,.0f} ms a leaflet ({searched / ours:.1f} ×)."
    )


def _goals(results: Results) -> list[list[str]]:
    def turned(engine: str, work: str, ours: str = "") -> float | None:
        value = ratio(results, engine, work, ours)
        return 1 / value if value else None

    nothing = middle(results, US, "nothing-large")

    def faster(engine: str) -> list[str]:
        return [_times(ratio(results, engine, work)) for work in ("warm", "many")]

    slower = [_times(turned("typst", work), "slower") for work in ("warm", "many")]
    return [
        ["a leaflet on one core, against plain WeasyPrint", "5 × faster or more", *faster("weasyprint")],
        ["the same, against Chromium", "4 × faster or more", *faster("chromium")],
        ["the same, against Typst", "at most 3 × slower", *slower],
        ["one string, large project, against Typst on all", "faster", _times(ratio(results, "typst", "all-large", "string")), ""],
        ["nothing changed, large project", "under 0.5 s (of 1,000)", f"{nothing:.2f} s" if nothing else _UNKNOWN, ""],
        [f"{CORES} cores against one", "1.8 × or more", _times(_gain(results, US, len(results.tries))), ""],
    ]


def _gain(results: Results, engine: str, leaves: int) -> float | None:
    one, two = results.times.get((engine, "warm")), results.times.get((engine, "two"))
    return median(a * leaves / b for a, b in zip(one, two, strict=False)) if one and two else None


def _time(results: Results, engine: str, work: str, times: float, unit: str) -> str:
    value, more = middle(results, engine, work), ratio(results, engine, work)
    if value is None:
        return _UNKNOWN
    return f"{_number(value * times)} {unit}" + (f" ({more:.2g} ×)" if more and engine != US else "")


def _number(value: float) -> str:
    """Three digits, as far as they tell something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _times(value: float | None, word: str = "") -> str:
    return f"{value:.1f} × {word}".strip() if value else _UNKNOWN


def _mean(values: dict[tuple[str, str], int], engine: str, part: int, unit: str, digits: int = 0) -> str:
    found = [value for (e, _), value in values.items() if e == engine]
    return f"{mean(found) / part:,.{digits}f} {unit}".strip() if found else _UNKNOWN


def _heard(results: Results, engine: str) -> str:
    """The share of words found, of all and in the language that fares worst."""
    found = {name: counts for (e, name), counts in results.heard.items() if e == engine and counts[0]}
    if not found:
        return _UNKNOWN
    words, lost = (sum(counts[i] for counts in found.values()) for i in (0, 1))
    worst = min(found, key=lambda name: 1 - found[name][1] / found[name][0])
    share = 1 - found[worst][1] / found[worst][0]
    return f"{1 - lost / words:.1%}" + (f" (least {share:.1%}, {worst.split('.')[1]})" if lost else "")


def _memory(results: Results, engine: str, kind: str) -> str:
    together, largest = results.memory.get((engine, kind), (0, 0))
    return f"{max(together, largest)} MB" if together or largest else _UNKNOWN


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
