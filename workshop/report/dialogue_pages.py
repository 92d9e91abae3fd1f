"""The report's page on dialogues: words that were kept, principle cards with the words they rest on, doubts and who answered.

Speakers stand in their roles, never under a name.
"""

from __future__ import annotations

from workshop.base.text import Language, say
from workshop.report.sheets import Row, fit
from workshop.services.community.principles import PrincipleCard
from workshop.services.export.summary import CampSummary
from workshop.services.export.summary_dialogue import DoubtSummary, TurnSummary

HEADINGS = ("left", "principles", "quotes", "doubts")


def dialogue_words(language: Language) -> dict[str, str]:
    """The fixed texts of this page."""
    return {name: say(language, f"report.heading.{name}") for name in HEADINGS}


def dialogue_context(summary: CampSummary) -> dict[str, object]:
    """What the page is made of; nothing of it where nobody kept anything."""
    language = summary.language
    quotes = [_quoted(turn, language) for one in summary.dialogues for turn in one.turns if turn.stars]
    doubts = [_doubt(card, language) for one in summary.dialogues for card in one.doubts]
    principles = [
        {"number": number, **_principle(card, language)} for number, card in enumerate(summary.principles, 1)
    ]
    return {
        "any": bool(quotes or doubts or principles),
        "quotes": quotes,
        "doubts": doubts,
        "principles": principles,
    }


def _quoted(turn: TurnSummary, language: Language) -> str:
    who = turn.speaker or say(language, "dialogue.somebody")
    return fit(say(language, "report.dialogue.quote", who=who, text=turn.text, n=turn.stars))


def _doubt(card: DoubtSummary, language: Language) -> str:
    return fit(
        say(
            language,
            "report.dialogue.doubt",
            text=card.text,
            roles=_answered_by(card, language),
            settled=_settled(card, language),
        )
    )


def _answered_by(card: DoubtSummary, language: Language) -> str:
    if not card.answered_by:
        return say(language, "dialogue.not_answered")
    joiner = say(language, "dialogue.joiner")
    return say(language, "dialogue.answered_by", roles=joiner.join(card.answered_by))


def _settled(card: DoubtSummary, language: Language) -> str:
    return (
        say(language, f"dialogue.settled.{card.settled}") if card.settled else say(language, "dialogue.open")
    )


def _principle(card: PrincipleCard, language: Language) -> dict[str, object]:
    return {
        "lines": [fit(say(language, "report.part", name=name, text=text)) for name, text in card.fields],
        "quotes": [fit(say(language, "exercises.rows.rests_on", text=text)) for text in card.quotes],
    }


def turn_rows(summary: CampSummary) -> list[Row]:
    """Every turn of every dialogue, in the order it was said."""
    return [
        [one.title, one.question, one.table, turn.speaker, turn.kind, turn.text, turn.stars, turn.about]
        for one in summary.dialogues
        for turn in one.turns
    ]


def doubt_rows(summary: CampSummary) -> list[Row]:
    """Every card a dialogue spoke to: answered by which roles, settled or not."""
    joiner = say(summary.language, "dialogue.joiner")
    return [
        [one.title, card.text, joiner.join(card.answered_by), _settled(card, summary.language)]
        for one in summary.dialogues
        for card in one.doubts
    ]


def principle_rows(summary: CampSummary) -> list[Row]:
    """Every principle card, its fields in one cell each way of reading it needs, and the words it rests on."""
    language = summary.language
    return [
        [
            say(language, "report.semicolon").join(
                say(language, "report.part", name=name, text=text) for name, text in card.fields
            ),
            "\n".join(card.quotes),
        ]
        for card in summary.principles
    ]
