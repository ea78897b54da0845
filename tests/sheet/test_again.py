"""What was drawn before is put down again as it would be drawn, or not at all."""

from functools import partial
from types import SimpleNamespace

import pytest

from evenhand.sheet.again import Again, Said
from evenhand.sheet.shaped import Cluster, Face


class Stream(SimpleNamespace):
    """What is asked of a stream of WeasyPrint's."""

    def __init__(self, tags=0, written=b"before", colour="black"):
        marked = {f"other {number}": {"tag": "Span", "mcid": number} for number in range(tags)}
        super().__init__(stream=[written], _tags=marked, _resources={"ExtGState": {}}, _ctm_stack=[], _current_color=colour)
        self._current_color_stroke = self._current_alpha = self._current_alpha_stroke = self._current_font = self._old_font = None

    def mark(self, box):
        self.stream.append(b"/Span\n<</MCID %d>>\nBDC" % len(self._tags))
        self._tags[box] = {"tag": "Span", "mcid": len(self._tags)}


FACE, ONE, OTHER = Face(None, 1, 12.0), Cluster(("a", 1, 10, 0, 0)), Cluster(("b", 2, 10, 0, 0))
SAID = [Said(FACE, 0, (ONE, OTHER), [("0001", 0.0), ("0002", 0.5)])]


def written(stream):
    """What a stream will be written as."""
    return b"\n".join(item if isinstance(item, bytes) else item.encode() for item in stream.stream)


class Thing:
    """Something that is drawn, with what was drawn of it."""

    def __init__(self, *operators, said=SAID, shown=None):
        self.operators, self.said, self.count = operators, said, 0
        self.again = Again(lambda stream, said: said.met == (shown or said.met))

    def draw(self, stream):
        self.again.draw(stream, self, lambda: self.write(stream))
        return written(stream)

    def write(self, stream):
        self.count += 1
        stream.stream.append("/Artifact")
        for box in ("one", "two"):
            stream.mark(box)
            stream._resources["ExtGState"].setdefault("a0.5", "half")
            stream.stream += [b"/a0.5 gs", *self.operators, b"EMC"]
        stream._current_alpha = "a0.5"
        self.again.tell(None if self.said is None else lambda: self.said)


def told(stream):
    return stream._tags, stream._resources, stream._current_alpha


def drawn(thing, *streams):
    """A thing drawn on streams, and how often that took drawing; each is as if it were drawn alone."""
    for stream in streams:
        alone = Stream(len(stream._tags), stream.stream[0], stream._current_color)
        alone_written = Thing(*thing.operators).draw(alone)
        assert thing.draw(stream) == alone_written
        assert told(stream) == told(alone)
    return thing.count


def test_what_was_drawn_twice_is_put_down_with_other_numbers():
    assert drawn(Thing(b"[<0001>] TJ"), Stream(), Stream(3), Stream(5), Stream(), Stream(70)) == 2


@pytest.mark.parametrize("odd", [b"/x1 Do", b"/p1 scn", b"/s1 sh", b"/lab cs", b"/m1 gs"])
def test_what_belongs_to_its_document_is_drawn_anew(odd):
    assert drawn(Thing(odd), Stream(), Stream(), Stream()) == 3


def test_where_colours_or_codes_are_others_it_is_drawn_anew():
    assert drawn(Thing(b"S"), Stream(), Stream(), Stream(colour="red"), Stream()) == 3
    assert drawn(Thing(b"S", shown=[("0001", 0.0), ("0009", 0.5)]), Stream(), Stream(), Stream()) == 3
    assert drawn(Thing(b"S", said=None), Stream(), Stream(), Stream()) == 3


@pytest.mark.parametrize(("first", "last"), [(b"BT", b"Q"), (b"q", b"ET"), (b"S", b"q")])
def test_what_joins_what_stands_beside_it_is_drawn_anew(first, last):
    thing = Thing()
    thing.write = lambda stream: (setattr(thing, "count", thing.count + 1), stream.stream.extend((first, b"S", last)))
    for _ in range(3):
        assert thing.draw(Stream()) == b"\n".join((b"before", first, b"S", last))
    assert thing.count == 3


def test_what_is_inside_is_a_part_of_what_is_around():
    """A line that is put down while its section is being kept has its clusters in that of the section, in their order."""
    inner, shown = Thing(b"S"), []
    outer = SimpleNamespace()
    inner.again = Again(lambda stream, said: shown.append(said) or True)
    for _ in range(2):
        inner.draw(Stream())
    for stream in (Stream(), Stream()):
        inner.again.draw(stream, outer, partial(inner.draw, stream))
    assert inner.count == 2
    shown.clear()
    inner.again.draw(Stream(), outer, pytest.fail)
    assert [said.clusters for said in shown] == [(ONE, OTHER)]
