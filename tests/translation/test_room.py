"""How many letters have room: from the model and the words to the catalog, as a note and as a flag that comes back."""

from evenhand.content.text import Text
from evenhand.translation.catalog import new_catalog, read_catalog, template, update
from evenhand.translation.language import find_language
from evenhand.translation.messages import Message, MessageSet, room_note

POLISH = find_language("pl")


def messages(*rooms):
    found = (Message(f"k{i}", Text(f"Word {'x' * i}"), (room_note(room),) if room else (), room=room) for i, room in enumerate(rooms))
    return MessageSet("h", "handouts/h.yaml", tuple(found))


def catalog(folder, text):
    path = folder / "h.po"
    path.write_text(text, encoding="utf-8")
    return read_catalog(path, "translations/pl/h.po")


def test_tight_places_have_room_and_others_none(everything):
    found = {m.key: m.room for s in everything.messages.values() for m in s.messages}
    assert found["sections.what-it-is.heading"] > 0
    assert found["options.columns.harm"] > 0
    assert found["blocks.conditions.columns.known"] > 0
    assert found["foot.page"] > 0
    assert found["summary.message"] == found["blocks.discs.text"] == found["blocks.conditions.rows.other.cells.known"] == 0


def test_sources_themselves_fit(everything):
    tight = [(m, form) for s in everything.messages.values() for m in s.messages if m.room for form in m.text.forms]
    assert [(m.key, form) for m, form in tight if len(form) > m.room] == []


def test_template_and_catalog_tell_it_twice(tmp_path):
    for text in (template(messages(12, 0)), new_catalog(messages(12, 0), POLISH, "2026-11-24").text()):
        assert text.count("#, max-length:12\n") == 1
        assert text.count("#. Room for 12 letters.\n") == 1


def test_an_update_adds_changes_and_takes_away_the_flag(tmp_path):
    before = new_catalog(messages(0, 0), POLISH, "2026-11-24").text().replace('msgstr ""\n\n#:', 'msgstr "Słowo"\n\n#:')
    for rooms, flags in (((12, 0), ["max-length:12"]), ((15, 0), ["max-length:15"]), ((0, 0), [])):
        text = update(catalog(tmp_path, before), messages(*rooms)).text()
        assert [f for e in catalog(tmp_path, text).entries.values() for f in e.flags] == flags
        assert update(catalog(tmp_path, text), messages(*rooms)).text() == text
        before = text


def test_a_flag_that_is_not_ours_stays_where_we_have_none(tmp_path):
    text = new_catalog(messages(0), POLISH, "2026-11-24").text().replace("msgctxt", "#, max-length:9, max-length:many\nmsgctxt")
    assert update(catalog(tmp_path, text), messages(0)).text() == text
    assert "max-length:9" not in update(catalog(tmp_path, text), messages(12)).text()


def test_what_msgmerge_drops_comes_back(gettext_tool, tmp_path):
    sets = messages(12, 0)
    text = new_catalog(sets, POLISH, "2026-11-24").text()
    merged = gettext_tool("msgmerge", "--quiet", "-o", "-", "a.po", "b.pot", **{"a.po": text, "b.pot": template(sets)})
    assert merged.returncode == 0, merged.stderr
    again = merged.stdout.decode()
    assert "Room for 12 letters." in again
    assert "max-length:12" in update(catalog(tmp_path, again), sets).text()
