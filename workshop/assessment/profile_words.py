"""The profile in words, for whoever does not see the picture: every row, with everything that is marked in it."""

from __future__ import annotations

from collections import Counter

from workshop.assessment.profile_picture import gate_of, middle_of, next_of, passes
from workshop.assessment.role_marks import RoleName
from workshop.assessment.rubric import LEVELS, Rubric
from workshop.assessment.scoring import CommunityResult, DimensionResult
from workshop.text import Language, say


def profile_words(result: CommunityResult, rubric: Rubric, language: Language, role_name: RoleName) -> str:
    """A line for every dimension: levels with who gave them, the middle, gate, next anchor, "don't know"."""
    gates = gate_of(result, rubric)
    wanted = next_of(result)
    following = result.next_stage or result.stage
    lines = []
    for each in result.dimensions:
        parts = _levels(each, result, language, role_name)
        middle = middle_of(each)
        if middle is not None:
            parts.append(say(language, "pictures.words.middle", level=middle))
        if each.id in gates:
            key = "pictures.words.gate_open" if passes(each, gates[each.id]) else "pictures.words.gate_shut"
            parts.append(say(language, key, stage=following, level=gates[each.id]))
        if each.id in wanted:
            parts.append(say(language, "pictures.words.next", level=wanted[each.id]))
        if each.discuss:
            parts.append(say(language, "pictures.words.discuss"))
        if each.camps:
            low, high = ("–".join(map(str, sorted({min(camp), max(camp)}))) for camp in each.camps)
            parts.append(say(language, "pictures.words.camps", low=low, high=high))
        parts = parts or [say(language, "pictures.words.nobody")]
        name = rubric.dimension(each.id).name.of(language)
        lines.append(
            say(
                language,
                "pictures.words.row",
                name=name,
                text=say(language, "pictures.words.joiner").join(parts),
            )
        )
    return "\n".join(lines)


def _levels(
    each: DimensionResult, result: CommunityResult, language: Language, role_name: RoleName
) -> list[str]:
    """Who chose which level; the only rater's needs no count."""
    parts = []
    if result.raters == 1:
        parts += [say(language, "assessment.level", level=level) for level in each.levels]
        return parts or [say(language, "assessment.unknown")]
    for level in LEVELS:
        here = Counter({role: levels.count(level) for role, levels in each.by_role})
        people = [
            say(language, "pictures.profile.role", name=role_name(role), n=n) for role, n in here.items() if n
        ]
        if people:
            named = say(language, "pictures.words.and").join(people)
            parts.append(say(language, "pictures.words.level", level=level, people=named))
    if each.unknown:
        parts.append(say(language, "pictures.words.unknown", n=each.unknown))
    return parts
