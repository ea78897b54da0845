"""Texts of pages as they were said before: in the same words, with the same data, they read the same on the next clinic's page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from evenhand.content.text import Run
from evenhand.translation.wording import Phrase, Value, Wording

# Ways of saying that are kept, texts of each, and with how many data each text.
_VOICES, _TEXTS, _DATA = 6, 2_000, 8
_voices: dict[Any, Said] = {}


class Said:
    """What one language says in one country, on pages for paper or for screens."""

    def __init__(self) -> None:
        self._texts: dict[str, tuple[Phrase, tuple[str, ...], dict[Any, tuple[Markup, tuple[str, ...]]]]] = {}

    def told(
        self, wording: Wording, phrase: Phrase, values: Mapping[str, Value], html: Callable[[tuple[Run, ...]], Markup]
    ) -> tuple[Markup, tuple[str, ...]]:
        """A phrase with its data, as safe HTML, and the terms in it; `html` makes the one of the runs of the other."""
        if not phrase.forms:
            return html(wording.say(phrase)), ()  # the gap that stands for it is another in each edition
        found = self._texts.get(phrase.key)
        if found is None or found[0] != phrase:
            if len(self._texts) >= _TEXTS:
                self._texts.clear()
            slots = (run.slot for form in phrase.forms for run in form if run.slot)
            found = self._texts[phrase.key] = phrase, tuple(dict.fromkeys((*slots, phrase.count))), {}
        _, names, kept = found
        # A number that is whole chooses another form than the same one with a fraction of nought.
        data = tuple([(type(value), value) for value in map(values.get, names)])
        if data not in kept:
            if len(kept) >= _DATA:
                kept.clear()
            runs = wording.say(phrase, **values)
            kept[data] = html(runs), tuple(run.term for run in runs if run.term)
        return kept[data]


def said_by(wording: Wording, web: bool) -> Said:
    """What was said in these words' way."""
    voice = (wording.language, wording.plural, wording.country, wording.digits, web)
    said = _voices.pop(voice, None) or Said()
    _voices[voice] = said  # the latest last
    if len(_voices) > _VOICES:
        _voices.pop(next(iter(_voices)))
    return said
