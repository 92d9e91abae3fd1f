"""The groups' lives, the working time and the withdrawal test in sentences."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from workshop.assessment.lives.lives import AliveAfter, GroupLives
from workshop.assessment.lives.needed import Needed, VisitMark
from workshop.assessment.lives.work_trend import TimePoint, TimeSeries
from workshop.base.text import Language, say
from workshop.model.community.groups import GroupEnd, GroupLine, GroupRecord
from workshop.model.community.work_time import TimeMeasure
from workshop.model.privacy import MIN_GROUP

Named = Callable[[str], str]  # a group's name by its id


def month_text(month: date) -> str:
    return f"{month:%Y-%m}"


def amount_text(value: float) -> str:
    """A number as one writes it: whole where it is whole, never more than one digit behind the point."""
    return f"{value:.0f}" if value >= 100 or abs(value - round(value)) < 0.05 else f"{value:.1f}"


def percent(share: float) -> str:
    """A whole percentage; only nothing and everything read as 0 and 100.

    >>> percent(0.857), percent(0.9996), percent(1.0)
    ('86', '99', '100')
    """
    return f"{share * 100:.0f}" if share in (0.0, 1.0) else f"{min(max(round(share * 100), 1), 99)}"


def lives_sentences(lives: GroupLives, language: Language) -> tuple[str, ...]:
    """How many there are; how many were alive after 6, 12 and 24 months; the estimate, from five dated groups on."""
    if not lives.n:
        return (say(language, "groups.none"),)
    lines = [
        say(
            language,
            "groups.summary",
            n=lives.n,
            living=lives.living,
            ended=lives.ended,
            merged=lives.merged,
            registered=lives.registered,
        )
    ]
    if lives.born_unknown:
        lines.append(say(language, "groups.born_unknown", n=lives.born_unknown))
    lines += [_after_text(one, language) for one in lives.after if one.known]
    if lives.n > lives.born_unknown and not any(one.known for one in lives.after):
        lines.append(say(language, "groups.none_observable"))
    return (*lines, *_estimate(lives, language))


def _after_text(after: AliveAfter, language: Language) -> str:
    parts = [say(language, "groups.after", months=after.months, n=after.known, alive=after.alive)]
    if after.merged:
        parts.append(say(language, "groups.after_merged", n=after.merged))
    if after.unsaid:
        parts.append(say(language, "groups.after_unsaid", n=after.unsaid))
    if after.young:
        parts.append(say(language, "groups.after_young", n=after.young, months=after.months))
    return say(language, "groups.joiner").join(parts) + say(language, "groups.stop")


def _estimate(lives: GroupLives, language: Language) -> tuple[str, ...]:
    """The share alive in the long run, only where it can be told from what is not known yet."""
    curve = lives.survival
    if curve is None:
        return (say(language, "groups.too_few_for_share", least=MIN_GROUP),)
    if not curve.steps:
        return (say(language, "groups.nobody_ended", n=curve.n),)
    lines = []
    for after in lives.after:
        step = curve.at(after.months)
        if step is None or step.share == 1:  # nobody had ended by then: no share is estimated out of nothing
            continue
        if step.low is None or step.high is None:
            lines.append(
                say(
                    language,
                    "groups.estimate_bare",
                    months=after.months,
                    percent=percent(step.share),
                    n=curve.n,
                )
            )
            continue
        lines.append(
            say(
                language,
                "groups.estimate",
                months=after.months,
                percent=percent(step.share),
                low=percent(step.low),
                high=percent(step.high),
                n=curve.n,
            )
        )
    return tuple(lines)


def life_text(record: GroupRecord, language: Language) -> str:
    """One group's life in one line: what is known, and who says so."""
    parts = [
        say(language, "groups.life.born", month=month_text(record.born))
        if record.born
        else say(language, "groups.life.born_unknown")
    ]
    if record.started:
        parts.append(say(language, f"groups.started.{record.started.value}"))
    if record.registered:
        parts.append(say(language, "groups.life.registered", month=month_text(record.registered)))
    if record.ended and record.end:
        parts.append(end_text(record, language))
    elif record.seen and record.seen_by:
        who = say(language, f"groups.seen_by.{record.seen_by.value}")
        parts.append(say(language, "groups.life.seen", month=month_text(record.seen), who=who))
    else:
        parts.append(say(language, "groups.life.not_seen"))
    return say(language, "groups.joiner").join(parts)


def end_text(record: GroupRecord, language: Language) -> str:
    """When and why it ended."""
    month = month_text(record.ended) if record.ended else ""
    end = record.end or GroupEnd.OTHER
    if end is GroupEnd.MERGED and record.into:
        return say(language, "groups.life.merged_into", month=month, name=record.into)
    reason = say(language, f"groups.end.{end.value}")
    if record.reason:
        reason = say(language, "groups.life.reason", reason=reason, text=record.reason)
    return say(language, "groups.life.ended", month=month, reason=reason)


def about_text(record: GroupRecord, language: Language) -> str:
    """What it does and for whom, where somebody said."""
    known = []
    if record.kind:
        known.append(say(language, f"groups.kind.{record.kind.value}"))
    if record.benefit:
        known.append(say(language, f"groups.benefit.{record.benefit.value}"))
    return say(language, "groups.dot").join(known)


def needed_sentences(needed: Needed, language: Language, name: Named = str) -> tuple[str, ...]:
    """Whether the groups take less and less time, series by series, then what the withdrawal test says beside it."""
    if not needed.series:
        none = say(language, "work_time.none")
        return (none, *withdrawal_lines(needed, language)) if needed.anything else (none,)
    lines = [say(language, f"work_time.way.{needed.way.value}")]
    lines += [series_text(one, language, name) for one in needed.series]
    lines += _per_group(needed, language)
    return (*lines, *withdrawal_lines(needed, language))


def series_text(series: TimeSeries, language: Language, name: Named = str) -> str:
    """From what to what, over how many months, and whether that is falling."""
    who = say(language, f"work_time.spender.{series.spender.value}")
    for_whom = (
        say(language, "work_time.for_group", name=name(series.group))
        if series.group
        else say(language, "work_time.for_all")
    )
    first, last = series.points[0], series.points[-1]
    if len(series.points) == 1:
        return say(
            language,
            "work_time.single",
            who=who,
            whom=for_whom,
            month=month_text(first.month),
            amount=measured(first.value, series.measure, language),
        )
    return say(
        language,
        f"work_time.series.{series.way.value}",
        who=who,
        whom=for_whom,
        first=month_text(first.month),
        before=measured(first.value, series.measure, language),
        last=month_text(last.month),
        now=measured(last.value, series.measure, language),
        n=len(series.points),
    )


def measured(value: float, measure: TimeMeasure, language: Language) -> str:
    """A figure in its unit; less than a visit a month reads as visits a year."""
    if measure is TimeMeasure.VISITS and value < 1:
        return say(language, "work_time.amount.visits_year", amount=amount_text(value * 12))
    return say(language, f"work_time.amount.{measure.value}", amount=amount_text(value))


def _per_group(needed: Needed, language: Language) -> list[str]:
    lines = []
    for series in needed.whole:
        points = needed.per_group(series)
        # A percentage of somebody's time, divided by groups, is still one; visits are rarely to one group alone.
        if len(points) < 2 or series.measure is TimeMeasure.VISITS:
            continue
        lines.append(
            say(
                language,
                "work_time.per_group",
                who=say(language, f"work_time.spender.{series.spender.value}"),
                first=month_text(points[0].month),
                before=_each(points[0], series.measure, language),
                last=month_text(points[-1].month),
                now=_each(points[-1], series.measure, language),
            )
        )
    return lines


def _each(point: TimePoint, measure: TimeMeasure, language: Language) -> str:
    return measured(point.value, measure, language)


def withdrawal_lines(needed: Needed, language: Language) -> tuple[str, ...]:
    """What the withdrawal test said: on the maps, in the exercise, in the assessment."""
    lines = [
        say(
            language,
            "work_time.leaving",
            day=mark.day.isoformat(),
            n=mark.leaving,
            before=percent(mark.before),
            after=percent(mark.after),
        )
        for mark in needed.leaving
    ]
    lines += [visits_text(mark, language) for mark in needed.visits]
    lines += [
        say(language, "work_time.without", day=mark.day.isoformat(), level=mark.level, n=mark.raters)
        for mark in needed.without
    ]
    return tuple(lines) if lines else (say(language, "work_time.no_withdrawal"),)


def visits_text(mark: VisitMark, language: Language) -> str:
    said = say(language, "groups.list").join(
        say(language, "work_time.visit_said", how=say(language, f"work_time.visit.{code}"), n=n)
        for code, n in mark.said
    )
    return say(language, "work_time.visits", day=mark.day.isoformat(), said=said)


def picture_text(needed: Needed, language: Language) -> str:
    """Text alternative of the picture: every life, then the working time."""
    lives = [_life_line(line, language) for line in needed.lives.lines]
    names = {line.id: line.record.name for line in needed.lives.lines}
    work = [series_text(one, language, lambda group: names.get(group, group)) for one in needed.series]
    return "\n".join(
        (say(language, "groups.picture.title"), *lives, *work, *withdrawal_lines(needed, language))
    )


def _life_line(line: GroupLine, language: Language) -> str:
    return say(language, "groups.life.line", name=line.record.name, life=life_text(line.record, language))
