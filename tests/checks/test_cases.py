"""Every rule has cases that pass and cases that fail, as data: one file for each code."""

from pathlib import Path

import pytest
import yaml
from bench import Bench, unlisted

from evenhand.checks.run import ALL_RULES
from evenhand.finding import Severity

HERE = Path(__file__).parent
RULES = {rule.code: rule for rule in ALL_RULES}
# Which subject a rule looks at, by the module of its function.
SUBJECTS = {
    "content": "written", "evidence": "written", "balance": "spoken", "phrases": "told", "tone": "told",
    "translation": "translated", "wording": "pair", "orthography": "pair",
    "echo": "echo", "place": "issue", "letters": "lettering",
    "page": "printed", "fitting": "printed", "breaks": "printed", "legible": "printed", "verdict": "weighed",
    "signing": "signing", "meaning": "kept",
}  # fmt: skip
OTHERS = {"B015": "told"}
FILES = {path.stem: path for path in sorted(HERE.glob("[A-Z][0-9][0-9][0-9].yaml"))}
CASES = {code: yaml.safe_load(path.read_text(encoding="utf-8")) for code, path in FILES.items()}
ALL = [(code, kind, case) for code, cases in CASES.items() for kind in ("pass", "fail") for case in cases.get(kind) or ()]
KNOWN = {
    "name", "sees", "severity", "count", "edits", "set", "today", "brand", "language", "said", "source", "po", "text", "spot", "key",
    "proven", "article", "parts", "loose", "tint", "room", "role", "by", "others", "lost", "asked", "back", "old", "new",
    "format", "lines", "blocks", "codes", "addresses", "limit", "pages",
    "html", "told",
}  # fmt: skip


def found(code, case, folder):
    bench = Bench(folder)
    if code == "B019":
        return unlisted(bench, case)
    kind = OTHERS.get(code) or SUBJECTS[RULES[code].see.__module__.rpartition(".")[2]]
    return [finding for subject in getattr(bench, kind)(case) for finding in RULES[code].check(subject)]


def test_every_rule_has_a_file_and_every_file_a_rule():
    assert set(FILES) == set(RULES)
    assert len(RULES) == len(ALL_RULES), "a code stands twice"


@pytest.mark.parametrize("code", FILES)
def test_a_file_has_cases_that_pass_and_cases_that_fail(code):
    assert set(CASES[code]) == {"pass", "fail"}
    for kind in ("pass", "fail"):
        assert CASES[code][kind], f"{code} has no case under {kind}"
        names = [case["name"] for case in CASES[code][kind]]
        assert len(names) == len(set(names))
    assert all(set(case) <= KNOWN for kind in CASES[code].values() for case in kind)


@pytest.mark.parametrize(("code", "kind", "case"), ALL, ids=[f"{c}-{k}-{case['name']}" for c, k, case in ALL])
def test_case(code, kind, case, tmp_path):
    findings = found(code, case, tmp_path)
    if kind == "pass":
        assert findings == []
        return
    assert findings, f"{code} saw nothing"
    wanted = Severity[case["severity"].upper()] if "severity" in case else RULES[code].severity
    assert {f.severity for f in findings} == {wanted}, findings
    assert case.get("sees", "") in " ".join(f.what for f in findings), findings
    assert len(findings) == case.get("count", len(findings)), findings
    assert all(f.code == code and f.what for f in findings)
