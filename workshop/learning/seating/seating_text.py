"""A seating in words: how the plan was made, how many people meet, and why it is not perfect.

Kept apart from `matching_text`, so that seating people does not load the solver that pairing needs.
"""

from __future__ import annotations

from workshop.base.text import Language, say
from workshop.learning.seating.rounds import Seating


def seating_sentences(seating: Seating, language: Language) -> tuple[str, ...]:
    """How the plan was made, how many people meet, and for everything not ideal how much of it there is and why."""
    counts = seating.counts
    people = sum(person is not None for person in seating.plan.sitting)
    lines = [
        say(language, f"rounds.method.{seating.plan.method.value}"),
        say(
            language,
            "rounds.summary",
            n=people,
            tables=seating.plan.tables,
            rounds=len(seating.plan.paths),
            smallest=counts.smallest,
            largest=counts.largest,
            met=counts.met,
            pairs=counts.pairs,
        ),
    ]
    amount = {
        "one_table": counts.repeats,
        "repeats_counted": counts.repeats,
        "repeats_left": counts.repeats,
        "house_large": counts.same_organisation,
        "house_left": counts.same_organisation,
        "apart_left": counts.apart,
        "role_left": counts.same_role,
        "tables_of_two": counts.smallest,
    }
    if not counts.repeats:
        lines.append(say(language, "rounds.no_repeats"))
    lines += [say(language, f"rounds.why.{code}", n=amount[code]) for code in seating.why]
    if seating.better_tables is not None:
        lines.append(say(language, "rounds.better_tables", tables=seating.better_tables))
    return tuple(lines)
