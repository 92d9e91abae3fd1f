"""Rounds at tables in words: how the plan was made, how many meet, and why it is not perfect.

Apart from pairs in words, so that seating people does not wait for the arithmetic of pairing.
"""

from __future__ import annotations

from workshop.base.text import Language, say
from workshop.learning.seating.rounds import Seating


def seating_sentences(found: Seating, language: Language) -> tuple[str, ...]:
    """How the plan was made, how many meet, and for everything not as wished how much of it there is and why."""
    counts = found.counts
    people = sum(person is not None for person in found.plan.sitting)
    lines = [
        say(language, f"rounds.method.{found.plan.method.value}"),
        say(
            language,
            "rounds.summary",
            n=people,
            tables=found.plan.tables,
            rounds=len(found.plan.paths),
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
    lines += [say(language, f"rounds.why.{code}", n=amount[code]) for code in found.why]
    if found.better_tables is not None:
        lines.append(say(language, "rounds.better_tables", tables=found.better_tables))
    return tuple(lines)
