"""evenhand sign: a named person stands for the words of one edition."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from evenhand.cli.main import Common
from evenhand.cli.options import common
from evenhand.finding import Finding, Place, Severity, Trouble, error, usage_trouble
from evenhand.policy import ROLES

_NOBODY = frozenset({"machine", "nobody", "nobody yet", "unknown", "anonymous", "none", "test", "bot", "ai"})


@click.command()
@click.argument("handout")
@click.argument("language")
@click.option("--by", required=True, help="Name of the person who signs.")
@click.option("--role", type=click.Choice(ROLES), required=True, help="What the person answers for.")
@click.option(
    "--back-translation",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The safety strings translated back, by somebody who had not seen the source (a file inside the project).",
)
@click.option("--ssh-key", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Sign the record with this SSH key too.")
@common
def sign(common: Common, handout: str, language: str, by: str, role: str, back_translation: Path | None, ssh_key: Path | None) -> None:
    """Sign the words of HANDOUT in LANGUAGE, and the words of the page itself (headings, labels, a clinic's own sentence) in it.

    The signature holds as long as the words do: what changes later is open again, and its leaflets are drafts.
    """
    from evenhand.files import write_whole
    from evenhand.sheet.shelf import gather
    from evenhand.translation.signoff import FILE, SignOffs, as_yaml, with_record

    name = _person(by)
    shelf, language = _shelf(common, handout, language)
    back = _back(shelf, back_translation) if back_translation else None
    sets = _sets(shelf, handout)
    _refuse(shelf, sets, language, name, role, back, common)
    records = shelf.signoffs.get(language, SignOffs()).records
    for one in sets:
        record = _record(shelf, one, language, role, name, common.today, back)
        if ssh_key:
            record = record.model_copy(update={"signature": _signed(record, ssh_key)})
        records = with_record(records, record)
    path = shelf.project.translations / language / FILE
    write_whole(path, as_yaml(records).encode())
    # A signature of SSH is proven again, against the file of allowed signers; else what was just written is known.
    after = gather(shelf.project, frozenset(shelf.handouts))[0] if ssh_key else _signed_shelf(shelf, language, records)
    _tell(after, sets, language, f"{name} signed as {role}: {shelf.project.name(path)}")


def _person(by: str) -> str:
    """The name of a person. Raises Trouble for what no person is called."""
    name = " ".join(by.split())
    if len(re.findall(r"[^\W\d_]", name)) < 2 or name.casefold() in _NOBODY:
        raise usage_trouble(f"“{by}” does not name a person", "write the name that others know the signer by")
    return name


def _shelf(common: Common, handout: str, language: str) -> tuple[Any, str]:
    from evenhand.build.plan import Filters, known_names
    from evenhand.sheet.shelf import gather

    project = common.project()
    # The handout alone where it is there: signing one must not wait for a hundred others.
    only = frozenset({handout}) if (project.handouts / f"{handout}.yaml").is_file() else None
    shelf, faults = gather(project, only)
    if faults:
        raise Trouble(faults)
    shared = handout in shelf.messages and handout not in shelf.handouts
    names = Filters(() if shared else (handout,), (language,))
    tag = known_names(shelf, names).languages[0]
    if tag in shelf.signoffs and shelf.signoffs[tag].faults:
        # Writing the file anew would throw the damaged records away in silence.
        raise Trouble(shelf.signoffs[tag].faults)
    return shelf, tag


def _sets(shelf: Any, handout: str) -> list[str]:
    """What is signed together: the handout's words, those of the page, and the sentence of each brand that has one.

    `interface` and `brand-<id>` may be signed alone.
    """
    shared = [name for name in shelf.messages if name not in shelf.handouts]
    return [handout] if handout in shared else [handout, *shared]


def _back(shelf: Any, path: Path) -> Any:
    from evenhand.translation.signoff import BackTranslation

    data = path.read_bytes()
    try:
        inside = path.resolve().relative_to(shelf.project.root).as_posix()
    except ValueError:
        raise usage_trouble(f"{path} lies outside the project", "put it into the project, where others find it with the record") from None
    if not data.strip():
        raise usage_trouble(f"{path} is empty", "give the file with the translation back into the source language")
    return BackTranslation.model_validate({"file": inside, "sha256": hashlib.sha256(data).hexdigest()})


def _refuse(shelf: Any, sets: list[str], language: str, name: str, role: str, back: Any, common: Common) -> None:
    """Raises Trouble with every reason why these words cannot be signed."""
    policy = shelf.project.settings.policy
    found: list[Finding] = []
    for one in sets:
        source = shelf.is_source(one, language)
        catalog = shelf.catalogs.get((language, one))
        file = shelf.messages[one].file if source or catalog is None else catalog.name
        open_keys = [u.key for u in shelf.units(one, language) if not u.hashes]
        entries = catalog.entries if catalog else {}
        found += [
            error("S011", Place(file, entries[k].line if k in entries else 0, key=k, language=language), "not translated, or stale", "")
            for k in open_keys
        ]
        records = shelf.signoffs[language].records if language in shelf.signoffs else ()
        other = {"translator": "checker", "checker": "translator"}.get(role)
        if any(r.handout == one and r.role == other and r.name == name.casefold() for r in records) and not source:
            what = f"{name} has signed {one} as {other}; a checker is another person than the translator"
            found.append(error("S011", Place(file, language=language), what, "let a second person sign"))
    authors = {" ".join(p.name.casefold().split()) for one in sets if one in shelf.handouts for p in shelf.handouts[one].people.authors}
    if role == "clinician" and name.casefold() in authors and shelf.is_source(sets[0], language):
        what = f"{name} wrote this handout; a reviewer is another person"
        found.append(error("S011", Place(shelf.messages[sets[0]].file, key="people.authors"), what, "let another clinician sign"))
    needs_back = role == "clinician" and policy.back_translation and back is None
    if needs_back and any(not shelf.is_source(one, language) for one in sets):
        what = "a clinician signs a translation on the strength of a back-translation"
        found.append(error("S011", Place(language=language), what, "give it: --back-translation FILE, or set back-translation = false"))
    found = found or _errors(shelf, sets, language, common)
    if found:
        raise Trouble(found)


def _errors(shelf: Any, sets: list[str], language: str, common: Common) -> list[Finding]:
    """What rules of severity error see in the words to be signed."""
    from evenhand.checks.run import check
    from evenhand.sheet.fonts import FontShelf

    seen = check(shelf, FontShelf(common.fonts(shelf.project)), common.today, languages=frozenset({language}))
    files = {shelf.messages[one].file if shelf.is_source(one, language) else shelf.catalogs[language, one].name for one in sets}
    return [f for f in seen if f.severity is Severity.ERROR and f.place.file in files]


def _record(shelf: Any, one: str, language: str, role: str, by: str, today: Any, back: Any) -> Any:
    from evenhand.translation.signoff import SignOff, seal_of

    source, units = shelf.is_source(one, language), shelf.units(one, language)
    bare = SignOff.model_validate(
        {
            "handout": one,
            "language": language,
            "role": role,
            "by": by,
            "date": today,
            "back-translation": None if source else back,
            "words": {u.key: u.hashes for u in units},
            "data": {u.key: u.value for u in units if u.value},
        }
    )
    return bare.model_copy(update={"seal": seal_of(bare)})


def _signed(record: Any, key: Path) -> str:
    from evenhand.translation.signoff import sealed
    from evenhand.translation.ssh import ssh_sign

    return ssh_sign(sealed(record), key)


def _signed_shelf(shelf: Any, language: str, records: tuple[Any, ...]) -> Any:
    """The shelf with the records that were just written."""
    from evenhand.translation.signoff import SignOffs

    return replace(shelf, signoffs={**shelf.signoffs, language: SignOffs(records)}, _standings={})


def _tell(after: Any, sets: list[str], language: str, head: str) -> None:
    """What was signed, and what is still open before leaflets in this language are final."""
    click.echo(head)
    for one in sets:
        units = after.units(one, language)
        click.echo(f"  {one}: {len(units)} items, {sum(u.safety for u in units)} of them safety strings")
        for lack in after.standing(one, language).open:
            click.echo(f"  {one}: still open: {lack.role} ({len(lack.keys)} items)")
