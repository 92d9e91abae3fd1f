"""The exercise library: all exercises of a folder, loaded and validated.

`<id>.zh.md` is complete on its own; `<id>.en.md` adds English texts, with the Chinese text as the fallback.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workshop.base.content import Words, check, parse, read, row_of, split_text
from workshop.base.errors import ContentError, SeveralErrors, Where
from workshop.exercises.exercise import (
    Exercise,
    ExerciseFile,
    ExerciseStep,
    OptionFile,
    OptionText,
    StepFile,
    StepOption,
    StepText,
    TranslationFile,
)
from workshop.exercises.placing import are_axes
from workshop.model.step import OptionStructure, StepKind

# Values of `people_from` that refer to the community's map.
MAPS = ("map", "map.people", "map.groups")

__all__ = ["MAPS", "Exercise", "library", "load_exercise", "read_exercise"]


def library(folder: Path) -> dict[str, Exercise]:
    """Every exercise of a folder under its id. Raises ContentError, or SeveralErrors with every fault found."""
    by_id: dict[str, Exercise] = {}
    problems: list[ContentError] = []
    for path in sorted(folder.glob("*.zh.md")):
        try:
            exercise = load_exercise(path)
        except SeveralErrors as several:
            problems += [problem for problem in several.problems if isinstance(problem, ContentError)]
        except ContentError as error:
            problems.append(error)
        else:
            by_id[exercise.id] = exercise
    problems += [
        ContentError("exercises.no_chinese", Where(str(path)))
        for path in sorted(folder.glob("*.en.md"))
        if not path.with_name(path.name.replace(".en.md", ".zh.md")).is_file()
    ]
    if problems:
        raise SeveralErrors(problems) if len(problems) > 1 else problems[0]
    return by_id


def load_exercise(path: Path) -> Exercise:
    """One exercise from its `<id>.zh.md` and, if there is one, the `<id>.en.md` beside it."""
    english = path.with_name(path.name.replace(".zh.md", ".en.md"))
    return read_exercise(read(path), read(english) if english.is_file() else "", path)


def read_exercise(chinese: str, english: str, path: Path) -> Exercise:
    """One exercise from the texts of its two files; without English, `english` is empty.

    `path` is what the Chinese file is called, which need not exist.
    """
    front, body = split_text(chinese, path)
    source = check(parse(front, path), ExerciseFile, path, front)
    if path.name != f"{source.id}.zh.md":
        raise ContentError(
            "exercises.file_name", Where(str(path), row=row_of(front, ("id",)), key="id"), id=source.id
        )
    _refuse_mixed_names(source, path, front)
    if not english:
        return _Joined(source, TranslationFile(), str(path)).exercise(body, "")
    beside = path.with_name(f"{source.id}.en.md")
    en_front, en_body = split_text(english, beside)
    translation = check(parse(en_front, beside), TranslationFile, beside, en_front)
    strangers = list(_strangers(source, translation, beside, en_front))
    if strangers:
        raise SeveralErrors(strangers) if len(strangers) > 1 else strangers[0]
    return _Joined(source, translation, str(path)).exercise(body, en_body)


def _refuse_mixed_names(source: ExerciseFile, path: Path, text: str) -> None:
    """Refuse duplicate step ids and option codes, under which answers are stored, and scale codes other than 0, 1, 2 ….

    Whom one may name comes from the map or from a roster that was asked before.
    """
    problems: list[ContentError] = []
    steps: set[str] = set()
    rosters: set[str] = set()

    def fault(code: str, index: int, **values: str) -> ContentError:
        row = row_of(text, ("steps", index, "id"))
        place = Where(str(path), row=row, key=f"steps.{index}.id")
        return ContentError(code, place, step=source.steps[index].id, **values)

    for index, step in enumerate(source.steps):
        if step.id in steps:
            problems.append(fault("exercises.step_twice", index))
        steps.add(step.id)
        codes = [option.code for option in step.options]
        if step.kind is StepKind.PLACE and not are_axes(_coded(step)):
            problems.append(fault("exercises.axes", index))
        if step.kind is StepKind.SCALE and codes != [str(level) for level in range(len(codes))]:
            problems.append(fault("exercises.scale_codes", index))
        if step.people_from is not None and step.people_from not in {*MAPS, *rosters}:
            problems.append(fault("exercises.people_unknown", index, name=step.people_from))
        if step.kind is StepKind.ROSTER:
            rosters.add(step.id)
        codes += [f"{option.code}.{choice.code}" for option in step.options for choice in option.choices]
        problems += [
            fault("exercises.option_twice", index, option=code)
            for code in sorted({code for code in codes if codes.count(code) > 1})
        ]
    if problems:
        raise SeveralErrors(problems) if len(problems) > 1 else problems[0]


def _coded(step: StepFile) -> tuple[OptionStructure, ...]:
    """The step's options by their codes alone."""
    return tuple(
        OptionStructure(one.code, choices=tuple(OptionStructure(choice.code) for choice in one.choices))
        for one in step.options
    )


def _strangers(
    source: ExerciseFile, translation: TranslationFile, path: Path, text: str
) -> Iterator[ContentError]:
    """Translations of steps and options that do not exist."""
    steps = {step.id: {option.code for option in step.options} for step in source.steps}
    choices = {
        (step.id, option.code): {one.code for one in option.choices}
        for step in source.steps
        for option in step.options
    }
    for step_id, step in translation.steps.items():
        known = step_id in steps
        names = [(step_id, "options", code) for code in step.options] if known else [(step_id,)]
        for name in names:
            if not known or name[-1] not in steps[step_id]:
                place = Where(str(path), row=row_of(text, ("steps", *name)), key=".".join(("steps", *name)))
                yield ContentError("exercises.translation_stranger", place, name=name[-1])
        for code, option in step.options.items():
            for choice in option.choices.keys() - choices.get((step_id, code), option.choices.keys()):
                path_ = ("steps", step_id, "options", code, "choices", choice)
                place = Where(str(path), row=row_of(text, path_), key=".".join(path_))
                yield ContentError("exercises.translation_stranger", place, name=choice)


class _Joined:
    """Joins the two files of an exercise text by text, and notes which texts have no English."""

    def __init__(self, source: ExerciseFile, translation: TranslationFile, file: str) -> None:
        self.source = source
        self.translation = translation
        self.file = file
        self.missing: list[str] = []

    def exercise(self, chinese: str, english: str) -> Exercise:
        source, translation = self.source, self.translation
        # Every text is joined before `missing` is read.
        title = self._words("title", source.title, translation.title)
        heart = self._words("heart", source.heart, translation.heart)
        purpose = self._words("purpose", source.purpose, translation.purpose)
        done = self._words("done", source.done, translation.done)
        article_link = self._words("article_link", source.article_link, translation.article_link)
        roles = self._list("roles", source.roles, translation.roles)
        space = self._words("space", source.space, translation.space)
        materials = self._list("materials", source.materials, translation.materials)
        steps = tuple(self._step(step) for step in source.steps)
        body = self._words("body", chinese, english or None)
        return Exercise(
            id=source.id,
            version=source.version,
            level=source.level,
            phase=source.phase,
            fits_stage=source.fits_stage,
            title=title,
            heart=heart,
            purpose=purpose,
            done=done,
            article_link=article_link,
            minutes=source.minutes,
            people=source.people,
            roles=roles,
            space=space,
            materials=materials,
            paper=source.paper,
            requires=source.requires,
            produces=source.produces,
            privacy=source.privacy,
            consent=source.consent,
            opens=source.opens,
            steps=steps,
            wall=source.wall,
            report=source.report,
            related=source.related,
            variants=source.variants,
            inspired_by=source.inspired_by,
            licence=source.licence,
            authors=source.authors,
            tested=source.tested,
            body=body,
            untranslated=tuple(self.missing),
            file=self.file,
        )

    def _step(self, step: StepFile) -> ExerciseStep:
        text = self.translation.steps.get(step.id, StepText())
        return ExerciseStep(
            id=step.id,
            kind=step.kind,
            who=step.who,
            minutes=step.minutes,
            prompt=self._words(f"steps.{step.id}.prompt", step.prompt, text.prompt),
            help=self._words(f"steps.{step.id}.help", step.help, text.help),
            options=tuple(
                self._option(step.id, option, text) for option in step.options if option.until is None
            ),
            past=tuple(
                self._option(step.id, option, text) for option in step.options if option.until is not None
            ),
            items=step.items,
            options_from=step.options_from,
            people_from=step.people_from,
            ends=step.ends,
            ordered=step.ordered,
            evidence=step.evidence,
            min_items=step.min_items,
            max_items=step.max_items,
            max_chars=step.max_chars,
            max_each=step.max_each,
            required=step.required,
            anonymous=step.anonymous,
            opens=step.opens,
            wall=step.wall,
            into=step.into,
            from_=step.from_,
        )

    def _option(self, step: str, option: OptionFile, text: StepText) -> StepOption:
        key = f"steps.{step}.options.{option.code}"
        english = text.options.get(option.code, OptionText())
        return StepOption(
            code=option.code,
            label=self._words(f"{key}.label", option.label, english.label),
            help=self._words(f"{key}.help", option.help, english.help),
            choices=tuple(
                (
                    choice.code,
                    self._words(
                        f"{key}.choices.{choice.code}", choice.label, english.choices.get(choice.code)
                    ),
                )
                for choice in option.choices
            ),
            choices_from=option.choices_from,
            column=option.type,
            within=option.within,
            after=option.after,
        )

    def _list(self, key: str, chinese: tuple[str, ...], english: tuple[str, ...]) -> tuple[Words, ...]:
        padded = (*english, *([None] * len(chinese)))
        return tuple(self._words(f"{key}.{index}", text, padded[index]) for index, text in enumerate(chinese))

    def _words(self, key: str, chinese: str, english: str | None) -> Words:
        if chinese and not english:
            self.missing.append(key)
        return Words(zh=chinese, en=english or chinese)
