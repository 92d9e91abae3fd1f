"""What a participant reports about their community to improve the cards: facts, existing assets, their own
words.

Facts belong to the community and only fill gaps; assets and own words belong to the seat and are deleted with
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from workshop.base.errors import InputError
from workshop.model.camp import Community, Seat
from workshop.services.app.context import AppContext
from workshop.services.camp.camps import check_facts
from workshop.store import camps as camp_rows
from workshop.store.suggestions import AskerNote, note_of, put_note

LONGEST_WORDS = 300
FACTS = ("setting", "committee_support", "familiarity", "households", "groups")
# The form's fields by the cards' names for them; the assessment asks for the rest.
ASKABLE = {
    "setting": "setting",
    "support": "committee_support",
    "familiarity": "familiarity",
    "households": "households",
    "groups": "groups",
    "assets": "assets",
}


@dataclass(frozen=True)
class CommunityFacts:
    """One form: facts by name (only those filled in), assets (None: not answered), and own words."""

    facts: Mapping[str, str | int] = field(default_factory=dict)
    note: AskerNote = field(default_factory=AskerNote)


def facts_told_by(context: AppContext, seat: Seat) -> AskerNote:
    """What one person reported."""
    return context.store.read(lambda connection: note_of(connection, seat.id))


def tell_facts(context: AppContext, seat: Seat, telling: CommunityFacts) -> Community:
    """Store what a person reported; a fact filled in meanwhile by another person stays. Returns the community
    as it is then.

    Raises InputError `asking.unknown` for an unknown code, `asking.words`, `community.fact`.
    """
    _check(context, telling)

    def use_case(connection: Connection) -> Community:
        place = camp_rows.community_by_id(connection, seat.community)
        assert place is not None  # noqa: S101 – a seat always has its community
        new = {name: value for name, value in telling.facts.items() if getattr(place, name) is None}
        changed = replace(place, **new)  # type: ignore[arg-type]  # FACTS are its fields, checked above
        if new:
            check_facts(changed)
            camp_rows.set_community_facts(connection, changed)
        put_note(connection, seat.id, telling.note, context.now())
        return changed

    return context.store.write(use_case)


def _check(context: AppContext, telling: CommunityFacts) -> None:
    vocabularies = context.content.vocabularies
    assets = telling.note.assets or frozenset()
    if not assets <= {entry.code for entry in vocabularies.assets.current}:
        raise InputError("asking.unknown")
    setting = telling.facts.get("setting")
    if setting is not None and setting not in {entry.code for entry in vocabularies.settings.current}:
        raise InputError("asking.unknown")
    if not set(telling.facts) <= set(FACTS):
        raise InputError("asking.unknown")
    if len(telling.note.words) > LONGEST_WORDS:
        raise InputError("asking.words", longest=LONGEST_WORDS, found=len(telling.note.words))
