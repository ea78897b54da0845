"""An article becomes a handout to complete: nothing of it lost, every gap open, no release before they are closed."""

import re
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from evenhand.cli import main

REPOSITORY = Path(__file__).parents[2]
SLANTED = REPOSITORY / "tests/balance/texts/injection-slanted.md"
FAIR = REPOSITORY / "tests/balance/texts/injection-fair.md"


@pytest.fixture
def clinic(tmp_path):
    root = tmp_path / "clinic"
    shutil.copytree(REPOSITORY / "templates/brands/millbrook", root / "templates/brands/millbrook")
    (root / "handouts").mkdir()
    (root / "evenhand.toml").write_text("[tool.evenhand]\n")
    return root


@pytest.fixture
def run(clinic):
    def call(verb, *arguments, status=0):
        done = CliRunner().invoke(main, [verb, "--project", str(clinic), "--date", "2026-11-24", *map(str, arguments)])
        assert done.exit_code == status, done.output
        return done

    return call


@pytest.fixture
def adopt(run, clinic, tmp_path):
    """Import an article; gives the text of the handout and what YAML reads in it."""

    def call(content, name="article.md", *more):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        run("import", path, "--id", "new", *more)
        text = (clinic / "handouts/new.yaml").read_text(encoding="utf-8")
        return text, yaml.load(text, yaml.BaseLoader)  # as evenhand reads it: every scalar a string

    return call


def c008(run):
    return run("check", status=1).output.count("C008: ")


def ids(handout):
    parts = [*handout["sections"], *(b for s in handout["sections"] for b in s["blocks"]), *handout["benefits"]["items"]]
    lists = [key for s in handout["sections"] for b in s["blocks"] for key in b.get("list", {})]
    return [p["id"] for p in parts + handout["risks"]["items"]] + lists


def test_structure_order_and_lists(adopt):
    _, made = adopt(
        "# Cold packs\n\nA pack in a cloth.\n\n## How to do it\n\nTake it out.\n\n- Wrap it\n- Wait a little\n\n"
        "Put it back.\n\n## Where\n\nAt home.\n"
    )
    assert made["title"] == "Cold packs"
    assert [s["heading"] for s in made["sections"]] == ["What the article says", "How to do it", "Where"]
    blocks = made["sections"][1]["blocks"]
    assert blocks[0]["text"] == "Take it out."
    assert list(blocks[1]["list"].values()) == ["Wrap it", "Wait a little"]
    assert blocks[2]["text"] == "Put it back."


def test_claims_go_where_they_belong(adopt):
    _, made = adopt(FAIR.read_text(encoding="utf-8"))
    details = [item.get("detail") for item in made["risks"]["items"]]
    assert len(made["benefits"]["items"]) == 2
    assert len([d for d in details if d]) == 3
    assert [i["kind"] for i in made["risks"]["items"]] == ["serious"] * 3 + ["common", "burden"]
    assert "Infection of the joint" in [item["what"] for item in made["risks"]["items"]]
    assert "second injection" in str(made["unknowns"])
    assert "second injection" not in str(made["sections"])


def test_numbers_become_figures(adopt):
    text, made = adopt("# Trial of 2019\n\nOf 1,150 people, 82% had 0.5 points less; 82 of 1,150 had none. It cost 1,234,567 in 1999.\n")
    assert [v.get("number", v.get("year")) for v in made["figures"].values()] == ["1150", "82", "0.5", "1234567", "1999", "2019"]
    years = {name for name, v in made["figures"].items() if "year" in v}
    assert {made["figures"][n]["year"] for n in years} == {"2019", "1999"}
    (block,) = made["sections"][0]["blocks"]
    names = re.findall(r"\{(\w+)\}", block["text"])
    values = [made["figures"][n].get("number", made["figures"][n].get("year")) for n in names]
    assert values == ["1150", "82", "0.5", "82", "1150", "1234567", "1999"]
    assert not re.search(r"\d", re.sub(r"\{\w+\}", "", block["text"] + made["title"]))
    assert "“" not in text


def test_numbers_of_other_scripts(adopt):
    _, made = adopt("# Test\n\nOf ٤٢ people, ४२ came.\n")
    assert [v["number"] for v in made["figures"].values()] == ["42"]


def test_signs_of_markup(adopt, run):
    hard = 'Braces {x} and {n1}, 5 < 7 & 9 > 8, <b>bold</b>, "quotes", it\'s: #not a remark, back\\slash, - dash, TODO or not, %s, @x, *y*'
    _, made = adopt(f"Signs\n\n{hard} and so on.\n", "article.txt")
    (block,) = made["sections"][0]["blocks"]
    assert "(x)" in block["text"]
    assert "&lt;b&gt;bold&lt;/b&gt;" in block["text"]
    assert "&amp;" in block["text"]
    assert '"quotes", it\'s: #not a remark, back\\slash' in block["text"]
    faults = [line for line in run("check", status=1).output.splitlines() if re.search(r"error F\d", line)]
    assert faults == []


def test_each_slanted_phrase_is_marked(adopt, run):
    text, _ = adopt(SLANTED.read_text(encoding="utf-8"))
    seen = run("check", "--text", SLANTED, "--json", status=1).stdout
    sheet = yaml.safe_load(seen)
    phrases = [f for f in sheet["findings"] if f["excerpt"] and f["code"] != "B015"]
    assert len(phrases) == sum(sheet["slanted"].values()) > 20
    for finding in phrases:
        start, end = finding["span"]
        assert f"# CHANGE “{finding['excerpt'][start:end]}” ({finding['code']})" in text
    assert text.count("# CHANGE") == len(phrases)


def test_a_fair_text_needs_no_change(adopt):
    text, _ = adopt(FAIR.read_text(encoding="utf-8"))
    assert "# CHANGE" not in text


PARTS = [
    "title",
    "about",
    "summary",
    "red-flags",
    "sections",
    "benefits",
    "risks",
    "unknowns",
    "options",
    "approval",
    "cost",
    "questions",
    "sources",
    "people",
]


def test_every_part_is_opened(adopt, run):
    text, made = adopt("# Cold packs\n\nA pack in a cloth.\n")
    assert set(PARTS) <= set(made)
    assert {r["role"] for r in made["options"]["rows"]} == {"no-further-treatment", "other", "this-treatment"}
    assert list(made["approval"]) == ["GB"]
    assert {i["kind"] for i in made["risks"]["items"]} == {"common", "serious", "burden"}
    assert made["people"]["reviewers"] == []
    assert c008(run) >= text.count("TODO:") - 1 > 20


def test_todo_blocks_a_release(adopt, run, clinic):
    adopt(FAIR.read_text(encoding="utf-8"))
    assert c008(run) > 0
    out = run("build", "--release", "--lang", "en", "--format", "a4", status=1).output
    assert "draft" in out
    assert not list(clinic.glob("build/**/*.pdf"))


@pytest.mark.slow
@pytest.mark.parametrize("path", [SLANTED, FAIR], ids=lambda p: p.stem)
def test_it_builds_as_a_draft(adopt, run, clinic, path):
    adopt(path.read_text(encoding="utf-8"))
    run("build", "--lang", "en", "--format", "a4", "--jobs", "1", status=1)
    (ledger,) = clinic.glob("build/ledger.json")
    assert [row["state"] for row in yaml.safe_load(ledger.read_text())["leaflets"]] == ["draft"]


def test_nothing_is_written_over(adopt, run, clinic):
    target = clinic / "handouts/injection-fair.yaml"
    target.write_text("mine")
    assert "exists already" in run("import", FAIR, status=2).output
    assert target.read_text() == "mine"


def test_the_name_comes_from_the_file(run, clinic):
    assert "handouts/injection-fair.yaml" in run("import", FAIR).output
    assert (clinic / "handouts/injection-fair.yaml").is_file()


@pytest.mark.parametrize("name", ["Bad Name", "../up", "9lives", "a" * 41, "ünder"])
def test_names_that_are_none(run, clinic, name):
    assert "id" in run("import", FAIR, "--id", name, status=2).output
    assert list((clinic / "handouts").iterdir()) == []


TITLES = ["Лечение боли", "腰痛治疗", "العلاج", "9 of 10", "!!!", "Ünïcödé & <b>", "a", "-", "yes", "null", "title: x", "x" * 300, "TODO"]


@pytest.mark.parametrize("title", TITLES)
def test_ids_are_unique_and_valid(adopt, run, title):
    again = f"## {title}\n\n- {title}\n- {title}\n\n{title} and more.\n\n"
    _, made = adopt(f"# {title}\n\n{again}{again}## Benefits\n\n- {title}\n- {title}\n\n## Risks\n\n- {title}\n\n")
    found = ids(made)
    assert len(found) == len(set(found))
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", i) for i in found), found
    assert not re.search(r"error F\d", run("check", status=1).output)


def test_a_list_of_thirty(adopt):
    _, made = adopt("# Long\n\n" + "".join(f"- Thing {'x' * n}\n" for n in range(1, 31)))
    lists = [b["list"] for s in made["sections"] for b in s["blocks"]]
    assert max(map(len, lists)) <= 9
    assert [v for part in lists for v in part.values()] == [f"Thing {'x' * n}" for n in range(1, 31)]


def test_long_titles_and_headings(adopt, run):
    long = "A heading that goes on and on: " + "many words " * 20
    _, made = adopt(f"# {long}\n\n## {long}\n\n{long}.\n\n## Benefits\n\n- {long}\n")
    assert made["title"] == made["sections"][0]["heading"] == long.strip()
    assert not re.search(r"error F\d", run("check", status=1).output)


def test_no_headings(adopt):
    _, made = adopt("One line that ends.\n\nAnother that ends.\n", "article.txt")
    assert made["title"].startswith("TODO")
    assert [b["text"] for b in made["sections"][0]["blocks"]] == ["One line that ends.", "Another that ends."]


@pytest.mark.parametrize("content", ["# Only a title\n", "# Title\n\n## Risks\n\n- Sore skin.\n", "# T\n\n## Myths\n\nCold heals.\n"])
def test_short_articles(adopt, run, content):
    adopt(content)
    assert c008(run) > 0


def test_nothing_is_lost(adopt):
    """Every word of the article stands in the handout; only the headings of benefits and harms are those of evenhand."""
    _, made = adopt(FAIR.read_text(encoding="utf-8"))
    figures = {n: v.get("number", v.get("year")) for n, v in made["figures"].items()}
    told = re.sub(r"\{(\w+)\}", lambda m: figures[m[1]], yaml.safe_dump(made, allow_unicode=True, width=10**6))
    words = set(re.findall(r"[A-Za-z]+", re.sub(r"<!--.*?-->|## Side effects|## What .*", "", FAIR.read_text(encoding="utf-8"))))
    assert words <= set(re.findall(r"[A-Za-z]+", told))


def test_a_language_without_lists(run):
    assert "no word lists for xx" in run("import", FAIR, "--lang", "xx", status=2).output


def test_an_article_in_spanish(adopt):
    _, made = adopt("# La rodilla\n\nEs un dolor.\n\n## Riesgos\n\n- Infección.\n", "article.md", "--lang", "es")
    assert made["language"] == "es"
    assert [i["what"] for i in made["risks"]["items"]][:1] == ["Infección."]
