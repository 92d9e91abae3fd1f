"""What an import has to say before its figures count, in sentences: one function for the preview and the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workshop.base.text import Language, say
from workshop.model.network import Network
from workshop.network.graph.wording import labels
from workshop.network.io.imported import SHOWN_NAMES, Alike, Note


def note_sentence(language: Language, note: Note, shown: Callable[[str], str] = str) -> str:
    """One note as a sentence. `shown` makes the file's own words safe for the surface that prints them.

    >>> note_sentence("en", Note("graphs_left", 1))
    'The file holds 1 more graph; only the first was read.'
    """
    names = shown(say(language, "network.reading.list_joiner").join(note.names))
    return say(language, f"import.note.{note.code}", n=note.n, names=names)


def alike_note(network: Network, alikes: Sequence[Alike]) -> tuple[Note, ...]:
    """Likely duplicates as a note, for a surface on which nobody can tick which of them are one.

    >>> from workshop.model.network import Person
    >>> alike_note(Network((Person("王秀英"), Person("王秀瑛"))), [Alike("王秀英", "王秀瑛", "slip")])
    (Note(code='names_alike', n=1, names=('王秀英 – 王秀瑛',)),)
    """
    if not alikes:
        return ()
    name = labels(network)

    def full(who: str) -> str:
        return who if name(who) == who else f"{name(who)} ({who})"

    pairs = tuple(f"{full(pair.one)} – {full(pair.other)}" for pair in alikes[:SHOWN_NAMES])
    return (Note("names_alike", len(alikes), pairs),)
