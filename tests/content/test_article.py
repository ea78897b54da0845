"""Articles of four kinds are read into the same pieces; what cannot be read is told in one clear line."""

import zipfile

import docx
import pytest

from evenhand.content.article import read_article
from evenhand.finding import Trouble


@pytest.fixture
def read(tmp_path):
    def run(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_article(path)

    return run


@pytest.fixture
def refuse(read):
    def run(name, content):
        with pytest.raises(Trouble) as caught:
            read(name, content)
        (finding,) = caught.value.findings
        assert caught.value.usage
        assert finding.mend
        return finding.what

    return run


def kinds(article):
    return [(p.kind, p.text) for p in article.pieces]


WANTED = [
    ("title", "Back school"),
    ("text", "A course for sore backs."),
    ("heading", "What you learn"),
    ("item", "How to lift"),
    ("item", "How to rest"),
    ("text", "It takes four weeks."),
]
PLAIN = "Back school\n\nA course for\nsore backs.\n\nWhat you learn\n\n• How to lift\n  • How to\nrest\n\nIt takes four weeks.\n"
MARKDOWN = "# Back school\n\nA course for\n*sore* backs.\n\n## What you learn\n\n- How to lift\n"
MARKDOWN += "- How to [rest](https://example.org)\n\nIt takes four weeks.\n"
HTML = """<html><head><title>Shop</title><style>p{}</style></head><body><nav>Menu</nav><h1>Back school</h1><p>A course for
<b>sore</b> backs.</p><h2>What you learn</h2><ul><li>How to lift</li><li><p>How to rest</p></li></ul><div>It takes<br>four weeks.</div>
<!-- a note --><script>alert()</script><footer>Address</footer></body></html>"""


@pytest.mark.parametrize(("name", "content"), [("a.txt", PLAIN), ("a.md", MARKDOWN), ("a.html", HTML), ("A.HTM", HTML)])
def test_the_same_pieces(read, name, content):
    assert kinds(read(name, content)) == WANTED


def test_word(tmp_path):
    made = docx.Document()
    made.add_heading("Back school", 0)
    made.add_paragraph("A course for sore backs.")
    made.add_heading("What you learn", 1)
    made.add_paragraph("How to lift", style="List Bullet")
    made.add_paragraph("How to rest", style="List Number")
    made.add_paragraph("It takes four weeks.")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Cost", "Nothing"
    made.add_paragraph("A year of my life.", style="Intense Quote")
    made.save(tmp_path / "a.docx")
    article = read_article(tmp_path / "a.docx")
    assert kinds(article) == [*WANTED, ("text", "Cost"), ("text", "Nothing"), ("quote", "A year of my life.")]
    assert article.title == "Back school"


def test_lines_of_the_file(read):
    assert [p.line for p in read("a.txt", PLAIN).pieces] == [1, 3, 6, 8, 9, 12]
    assert [p.line for p in read("a.md", MARKDOWN).pieces] == [1, 3, 6, 8, 9, 11]


def test_numbered_items_in_plain_text(read):
    article = read("a.txt", "Steps.\n\n1. Stand up.\n2) Sit down.\n– Rest.\n")
    assert [p.text for p in article.pieces if p.kind == "item"] == ["Stand up.", "Sit down.", "Rest."]


@pytest.mark.parametrize("line", ["It takes four weeks.", "In short:", "“I can dance again”", " ".join(["word"] * 15), "腰痛会好转。"])
def test_what_ends_like_a_sentence_or_runs_long_is_no_heading(read, line):
    assert [p.kind for p in read("a.txt", f"{line}\n\nMore words here.\n").pieces] == ["text", "text"]


def test_a_question_may_be_a_heading(read):
    assert kinds(read("a.txt", "What is it?\n\nA test.\n"))[0] == ("title", "What is it?")


def test_quotes_pictures_and_raw_html_of_markdown(read):
    article = read("a.md", "> It helped me.\n\n![a photo](x.png)\n\n<b>no</b>\n\nText & more.\n")
    assert kinds(article)[0] == ("quote", "It helped me.")
    assert "a photo" not in " ".join(p.text for p in article.pieces)
    assert article.pieces[-1].text == "Text & more."


def test_a_page_without_a_first_heading_has_the_title_of_its_window(read):
    article = read("a.html", "<title>Back school</title><h2>First</h2><p>Words.</p>")
    assert article.title == "Back school"
    assert kinds(article)[1:] == [("heading", "First"), ("text", "Words.")]


def test_entities_and_nested_lists_of_html(read):
    article = read("a.html", "<ul><li>Salt &amp; water<ul><li>warm &lt; hot</li></ul></li></ul><dl><dt>Dose</dt><dd>one</dd></dl>")
    assert kinds(article) == [("item", "Salt & water"), ("item", "warm < hot"), ("heading", "Dose"), ("text", "one")]


def test_a_byte_order_mark_is_no_letter(read):
    assert read("a.txt", b"\xef\xbb\xbfBack school\n\nWords.\n").title == "Back school"


def test_html_in_its_own_encoding(read):
    page = '<meta charset="iso-8859-1"><h1>Caf\xe9</h1><p>Na\xefve.</p>'.encode("latin-1")
    assert read("a.html", page).title == "Café"


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_other_encodings_are_told(refuse, name):
    what = refuse(name, "Caf\xe9 is open.".encode("latin-1"))
    assert name in what
    assert "utf-8" in what.lower()


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@pytest.mark.parametrize("content", ["", " \n\t\n", "\ufeff"])
def test_no_text(refuse, name, content):
    assert "holds no text" in refuse(name, content)


@pytest.mark.parametrize("name", ["a.pdf", "a.doc", "a"])
def test_other_kinds_of_file(refuse, name):
    what = refuse(name, "words")
    assert name in what
    assert "not read" in what


def test_no_word_document(refuse):
    assert "no Word document" in refuse("a.docx", "just words")


def test_a_broken_word_document(refuse, tmp_path):
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert "a.docx" in refuse("a.docx", path.read_bytes())
    docx.Document().save(tmp_path / "whole.docx")
    whole = (tmp_path / "whole.docx").read_bytes()
    assert "a.docx" in refuse("a.docx", whole[: len(whole) // 2])


def test_a_word_document_with_a_damaged_part(refuse, tmp_path):
    docx.Document().save(tmp_path / "whole.docx")
    with zipfile.ZipFile(tmp_path / "whole.docx") as old, zipfile.ZipFile(tmp_path / "bad.docx", "w") as new:
        for item in old.namelist():
            new.writestr(item, b"<w:document" if item == "word/document.xml" else old.read(item))
    assert "a.docx" in refuse("a.docx", (tmp_path / "bad.docx").read_bytes())


def test_an_empty_word_document(refuse, tmp_path):
    docx.Document().save(tmp_path / "empty.docx")
    assert "holds no text" in refuse("a.docx", (tmp_path / "empty.docx").read_bytes())
