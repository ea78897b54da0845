"""Pages of the faults that readers, the press and the release see: codes that no rule function stands for."""

from __future__ import annotations

from dataclasses import dataclass

from evenhand.finding import Severity


@dataclass(frozen=True, slots=True)
class FaultPage:
    """The page of one such code; `stops`: nothing is built while it stands (of the leaflet it is about, or at all)."""

    code: str
    text: str
    severity: Severity = Severity.ERROR
    stops: bool = True


def _page(code: str, title: str, sees: str, why: str, mend: str, example: str) -> FaultPage:
    text = f"{title}\n\nWhat it sees: {sees}\nWhy it matters: {why}\nHow to mend: {mend}\nExample: {example}"
    return FaultPage(code, text, Severity.ERROR, code not in ("L010", "C011") and not code.startswith("F04"))


# code, title, what it sees, why it matters, how to mend, example.
_ROWS = (
    ("F000", "The call cannot be carried out.", "an unknown name, a missing folder, a missing library, a file of an unknown kind.",
     "guessing would print something that nobody asked for.", "the message lists what is known.", "`--lang xx`"),
    ("F001", "A file is not YAML or TOML.", "wrong indentation, a colon in a bare text, invisible characters, an empty file.",
     "nothing after the fault can be trusted.", "go to the line; put texts with a colon between quotation marks.",
     "`title: Note: stem cells`"),
    ("F002", "A file cannot be read.", "bytes that are not UTF-8; a file that may not be opened.",
     "letters of other languages would be lost.", "save it as UTF-8; look at its name and permissions.", "a handout saved as Latin-1"),
    ("F003", "A key stands twice.", "the same key two times in one mapping.",
     "one of the two texts would vanish without a word.", "keep one, or give the other its own name.",
     "two `harm:` among the key points"),
    ("F004", "A part is missing, or a key is not known.", "fields that a file must have, and keys that it may not have.",
     "a part that is misspelled is a part that does not print.", "add it, or correct the spelling; the message names a near one.",
     "`efect: improved`; a waiver without `until`"),
    ("F005", "A value does not fit.",
     "a number, date, text or list in the wrong form; events above their denominator; arms with different"
     " denominators; a digit in a text.", "a wrong number looks as sure as a right one.", "write it as the message says; numbers go under"
     " `figures` or `effects`.", "`events: 120, out-of: 100`"),
    ("F006", "An id is not the name of its file.", "`id` against the name of the file or folder.",
     "catalogs and leaflets are found by it.", "rename one of the two.", "`id: stem-cells` in `back-pain.yaml`"),
    ("F007", "An id stands twice.", "two sections, blocks, benefits, risks or red flags with one id.",
     "two texts would share one translation.", "give each its own id.", "two risks `infection`"),
    ("F008", "Something named does not exist.", "an unknown source, effect or handout.",
     "a number whose source is not there has no source.", "correct the name; the message lists those that exist.", "`sources: [trail]`"),
    ("F009", "A number rests on a source that nobody read.", "an effect or a share whose sources are all `checked: secondary`.",
     "numbers change on their way from paper to paper.", "read the source, or tell it in words.", "a share cited from a news page"),
    ("F010", "A text names what is not there.", "a placeholder, a term or a count without its figure.",
     "the page would have a hole in the sentence.", "add the figure or the term, or correct the name.", "`{shaer}` for `{share}`"),
    ("F011", "A picture is missing, or lies outside.", "pictures and logos against the folder they belong in.",
     "the leaflet could not be made again from its folder.", "put the file there.", "`picture: ../../disc.png`"),
    ("F012", "A logo cannot be used.", "an SVG without a size, with letters as text, or broken.",
     "letters in a logo cannot be drawn with fonts that are certain.", "set width and height; turn letters into outlines.",
     "an SVG with a `<text>`"),
    ("F013", "A phrase of a word list cannot be read.", "brackets, bars and dots in `templates/phrases/`.",
     "the phrase would never be found, and the text would look fair.", "the head of the file says how to write one.", "`(restor|repair`"),
    ("F014", "A language is not known.", "tags of folders, settings, brands and handouts.",
     "digits, direction and fonts follow from the tag.", "write a tag such as `pt-BR` or `zh-Hans`.", "`translations/xx`"),
    ("F015", "A template of a theme cannot be used.",
     "marks that are not closed, names that do not exist, a template that is missing, a web page that is not well-formed.",
     "a page that stops in the middle is no leaflet.", "go to the line; the theme that came with the program shows every name.",
     "`{{ stop }` in `leaflet.html`"),
    ("F020", "A catalog cannot be read.", "stray words, open quotation marks, marks of a merge, bytes that are not UTF-8.",
     "a translation would be lost or doubled.", "go to the line; any PO editor mends it too.", "`<<<<<<< HEAD`"),
    ("F021", "An entry of a catalog stands twice.", "two entries with one key.",
     "only one of them could print.", "keep one.", "two entries `title`"),
    ("F022", "A catalog does not say how its language counts.", "`Plural-Forms` in the header.",
     "numbers would print beside the wrong form of a word.", "run `evenhand translate update`.", "a header without `Plural-Forms`"),
    ("F040", "An exchange file cannot be read.", "XML that is broken or names entities, units without id or source, an unknown format.",
     "what cannot be read for certain must not be put on paper.", "go to the line; ask for the file again, as XLIFF 1.2, XLIFF 2 or TMX.",
     "a file that was cut off while it was sent"),
    ("F041", "A unit does not belong to the present source.",
     "key, source text, catalog and language of each unit that comes back; a unit that stands twice.",
     "words that were made for another sentence would print under this one.",
     "export again and carry the translation over; `--partial` takes the rest.", "a unit whose source has been corrected since"),
    ("F042", "A translation that comes back is not whole.", "placeholders, tags and plural forms of each changed unit.",
     "without `{deaths}` the number is gone from the page.", "restore them in the file as the source has them.",
     "five units for the six forms of Arabic"),
    ("F043", "A catalog is behind its source.", "the source texts of a catalog that is to be exported.",
     "work on an old text would be refused when it comes back.", "run `evenhand translate update`.", "a sentence changed this morning"),
    ("S001", "A leaflet is still a draft.", "`build --release` with words missing or stale, a machine's draft, no reviewer, an error.",
     "only finished leaflets go to patients.", "complete what the message lists.", "nobody has reviewed it"),
    ("S002", "A sign-off was changed.", "each record of `signoffs.yaml` against its seal.",
     "a signature stands for the words that a person saw, and for nothing else.", "take the file from its history, or sign again.",
     "a date corrected by hand"),
    ("S003", "A sign-off was copied.", "the language of a record against its folder.",
     "each language is read and signed on its own.", "remove it; sign in that language.", "the Urdu record under `translations/ar`"),
    ("S004", "A sign-off stands twice.", "records of one person, role and handout.",
     "one signature must not count as two.", "keep one of the two.", "a record left twice by a merge"),
    ("S005", "Sign-offs are out of order.", "the order of records: by handout, role and name.",
     "an order that the program did not write was made by hand.", "put them in order, or sign again.", "a record moved to the top"),
    ("S006", "A file of sign-offs is cut off.", "its last line, which is `...`.",
     "what was lost may have mattered; none of its records counts.", "take the file from its history.", "half a file after a full disk"),
    ("S007", "A signature is not valid.", "SSH signatures against the file of allowed signers.",
     "anybody can write a name.", "sign again with the person's own key, or add the key to the file.", "a key that is not listed"),
    ("S008", "A back-translation is missing or was changed.", "the recorded file against its SHA-256.",
     "the clinician signed on the strength of it.", "take the file from its history, or sign again.", "the file was moved"),
    ("S011", "Words cannot be signed.", "`evenhand sign` where words are missing, stale or faulty; a checker who is the translator.",
     "a signature covers every word that prints.", "complete and mend what the message lists, then sign.", "three strings are fuzzy"),
    ("L001", "Fonts are not installed.", "the font files of a language's script.",
     "another font may lack letters, or join them wrongly.", "install them; the message names the package.", "`fonts-noto-cjk`"),
    ("L003", "A font was used that nobody named.", "the list of fonts inside the finished PDF.",
     "letters of a stranger's font were never looked at.", "report it; it is a fault of the program or the theme.",
     "DejaVu in a Hindi leaflet"),
    ("L004", "The press complained.", "what the maker of the PDF warns of.",
     "a style that is ignored can hide words.", "correct the theme, or report it.", "an unknown property in a style sheet"),
    ("L007", "A process died.", "a worker that ended before its leaflet was whole.",
     "the leaflet is missing, and the last good one stands.", "build again with `--jobs 1`; report it if it comes back.",
     "too little memory"),
    ("L010", "A word of a page comes from no catalog.",
     "in `translate pseudo`: words in other letters than the pseudo-language's that are no name, address, source or date.",
     "a word that is fixed in a theme stays in one language for every reader.", "make it a message of `templates/words.yaml`.",
     "`<p>Page</p>` in a template"),
    ("L012", "A leaflet takes too long.", "a leaflet that is not done after two minutes.",
     "one page without end would hold up all others.", "look for an endless table, or deeply nested boxes in a theme.",
     "a table of 5,000 rows"),
    ("L013", "A leaflet takes too much memory.", "a worker that asks for more memory than one leaflet may take.",
     "one page without bound would take the machine from all others.", "look for a huge picture.",
     "a picture of 20,000 by 20,000 points"),
    ("L016", "A leaflet read a file outside its key.", "a file that was opened while a leaflet was drawn, and that its key does not cover.",
     "the next build would not see that file change, and leave the old leaflet.",
     "a theme may read its own files only; else it is a fault of evenhand.", "a template that includes a file of another folder"),
    ("L014", "A panel or a poster is too full.", "the height of the parts of each panel of a folded leaflet, at the closest setting; the"
     " languages of a poster that run into its foot.", "what does not fit would be cut off, or stand on a seventh panel.",
     "shorten the part that is named; the message says by how many lines. A draft is still written, with what is too much.",
     "risks of forty lines in Urdu"),
    ("A001", "A brand's colours are too close.", "the brand's colour and black on white and on the tint: under 4.5 to 1.",
     "weak eyes and bad copies lose pale letters first (WCAG 2.2, 1.4.3).", "choose a darker colour or a paler tint.",
     "`#7fd1e0` on white"),
    ("C011", "An exception does not hold.",
     "`allow`: a code that does not exist or cannot be waived, a day that has passed (errors), a rule that"
     " found nothing here (a warning).", "an exception is a debt; it must name its end.", "mend what the rule found, or decide anew.",
     "`B011: {reason: …, by: …, until: 2025-01-01}`"),
    ("P001", "A country is not known.", "`country` of a brand.",
     "telephone and emergency numbers follow from it.", "write two letters such as GB or US.", "`country: UK`"),
    ("P002", "A telephone number is not valid in its country.", "the numbers of a brand, by the public numbering plans.",
     "a patient would reach nobody.", "correct the number, or the country.", "an American number in a British clinic"),
    ("P003", "An emergency number is not that of the country.", "`emergency` of a brand.",
     "it is dialled once, in a hurry.", "write the number that people there call for an ambulance.", "`911` in Britain"),
)  # fmt: skip
FAULTS = tuple(_page(*row) for row in _ROWS)
