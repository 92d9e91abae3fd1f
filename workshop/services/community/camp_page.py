"""One page of a whole camp, for those who paid for it and those who run it: the room's principles, what most communities are
held by, which condition lacks most often, what was promised, what the small grants led to, when we look again.

Communities are counted here; people only as those who want to try, from five on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workshop.exercises.columns import day_text
from workshop.learning.community.grant_text import days_text, sum_text
from workshop.learning.community.repayment import RepaymentFigures
from workshop.model.direction import Condition
from workshop.model.privacy import MIN_GROUP
from workshop.services.community.conditions import CONDITIONS
from workshop.services.community.direction_text import condition_text
from workshop.services.community.one_page import LookFrom, OnePage
from workshop.services.community.one_page_text import PageLine, PageWords, bare
from workshop.services.community.principles import PrincipleCard
from workshop.services.follow.due import BecameCounts

MOST_PRINCIPLES = 3
MOST_NAMES = 6  # communities named in a sentence; the others have their own page
FOLLOWED = "principle-extract"


@dataclass(frozen=True)
class InCommon:
    """What communities have in common: what most often holds them or lacks, several codes where as many name each; the
    communities by name; how many told anything of the kind.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    of: int

    @property
    def each(self) -> int:
        """How many communities name each of them."""
        return len(self.names) // len(self.codes)


@dataclass(frozen=True)
class CampPage:
    """The parts. `held` and `lack` are what most communities share, None where nobody said; `looks` are the days of the
    communities' next looks, `waiting` the communities whose day has come.
    """

    communities: int
    principles: tuple[PrincipleCard, ...]
    held: InCommon | None
    lack: InCommon | None
    promised: BecameCounts
    looks: tuple[date, ...]
    waiting: tuple[str, ...]
    over: bool  # every day that was agreed on has passed
    directed: tuple[str, ...]  # the communities that have a direction for six to twelve months
    money: RepaymentFigures  # of all small grants
    trying: int  # people who said at a sharing meeting that they want to try


def camp_page(
    pages: Mapping[str, OnePage],
    principles: Sequence[PrincipleCard],
    promised: BecameCounts,
    money: RepaymentFigures,
    trying: int,
) -> CampPage:
    """The page of a camp from those of its communities, by name."""
    held = {
        name: page.held.first[0].code
        for name, page in pages.items()
        if page.held and len(page.held.first) == 1
    }
    lack = {name: page.lack.condition for name, page in pages.items() if page.lack and page.lack.condition}
    looks = sorted(
        page.look.on
        for page in pages.values()
        if page.look and page.look.on and page.look.state is LookFrom.AHEAD
    )
    return CampPage(
        len(pages),
        tuple(principles[:MOST_PRINCIPLES]),
        _most(held, ()),
        _most({name: code for name, code in lack.items() if code}, (Condition.SITE, *CONDITIONS)),
        promised,
        tuple(looks),
        tuple(
            name
            for name, page in pages.items()
            if page.look and page.look.state in (LookFrom.DUE, LookFrom.OVERDUE)
        ),
        any(page.look and page.look.state is LookFrom.OVER for page in pages.values()),
        tuple(name for name, page in pages.items() if page.direction),
        money,
        trying,
    )


def _most(by_name: Mapping[str, str], order: Sequence[str]) -> InCommon | None:
    """What is named most often, every tie of it; in `order`, or by code."""
    if not by_name:
        return None
    counts = Counter(by_name.values())
    most = max(counts.values())
    tied = [code for code in counts if counts[code] == most]
    codes = sorted(tied, key=lambda one: (order.index(one) if one in order else 0, one))
    return InCommon(tuple(codes), tuple(name for name, one in by_name.items() if one in tied), len(by_name))


def camp_lines(page: CampPage, words: PageWords) -> tuple[PageLine, ...]:
    """The parts in sentences, in order."""
    made = {
        "principles": (_principles(page, words), not page.principles),
        "held": (_held(page, words), page.held is None),
        "lack": (_lack(page, words), page.lack is None),
        "directions": (_directions(page, words), not page.directed),
        "promised": (_promised(page, words), not page.promised.commitments),
        "grants": (_grants(page, words), not page.money.grants),
        "trying": (_trying(page, words), not page.trying),
        "look": (_look(page, words), not (page.looks or page.waiting or page.over)),
    }
    return tuple(PageLine(part, _heading(part, page, words), *made[part]) for part in made)


def _heading(part: str, page: CampPage, words: PageWords) -> str:
    """Most is said only of more than half of the camp's communities, one condition only where no other is as frequent."""
    shared = {"held": page.held, "lack": page.lack}.get(part)
    several = shared is not None and len(shared.codes) > 1
    few = shared is not None and (2 * shared.each <= page.communities or page.communities == 1)
    if several or (part == "held" and few):
        return words.say(f"camp.heading.{part}_apart")
    return words.say(f"camp.heading.{part}")


def _principles(page: CampPage, words: PageWords) -> str:
    if not page.principles:
        return words.say("camp.principles.none", exercise=words.exercise(FOLLOWED))
    return "\n".join(_principle(card, words) for card in page.principles)


def _principle(card: PrincipleCard, words: PageWords) -> str:
    """Which practice, under which condition, and the words it rests on."""
    move, *conditions = [bare(said) for _, said in card.fields[:2]] or [card.move]
    move = move[:1].upper() + move[1:]
    told = words.say("camp.principle", move=move)
    if conditions:
        told = words.say("camp.principle_where", move=move, condition=conditions[0])
    if not card.quotes:
        return told
    return f"{told}{words.gap}{words.say('camp.principle_quoted', quote=words.quote(card.quotes[0]))}"


def _held(page: CampPage, words: PageWords) -> str:
    if page.held is None:
        return words.say("camp.held.none", exercise=words.exercise("stage-check"))
    return _shared(
        "held", page.held, page.communities, [words.obstacle(one) for one in page.held.codes], words
    )


def _lack(page: CampPage, words: PageWords) -> str:
    if page.lack is None:
        return words.say("camp.lack.none", exercise=words.exercise("soil-check"))
    named = [words.quote(condition_text(Condition(one), words.language)) for one in page.lack.codes]
    return _shared("lack", page.lack, page.communities, named, words)


def _shared(part: str, shared: InCommon, communities: int, named: Sequence[str], words: PageWords) -> str:
    """How many communities have it in common, and which; where several things are as frequent, all of them; where no two
    communities share one, that.
    """
    if len(shared.names) == 1:
        key = "single" if communities == 1 else "alone"
        return words.say(f"camp.{part}.{key}", name=named[0], community=shared.names[0])
    if shared.each == 1:
        return words.say(f"camp.{part}.apart", of=shared.of)
    if len(named) > 1:
        return words.say(f"camp.{part}.equal", n=shared.each, of=shared.of, names=words.listed(named))
    told = words.say(f"camp.{part}.most", n=shared.each, of=shared.of, name=named[0])
    return f"{told}{words.gap}{_names(shared.names, words)}"


def _names(names: Sequence[str], words: PageWords) -> str:
    key = "camp.names_more" if len(names) > MOST_NAMES else "camp.names"
    return words.say(key, names=words.listed(names[:MOST_NAMES]))


def _directions(page: CampPage, words: PageWords) -> str:
    if not page.directed:
        return words.say("camp.directions.none", exercise=words.exercise("direction"))
    told = words.say("camp.directions.some", n=len(page.directed), of=page.communities)
    return f"{told}{words.gap}{_names(page.directed, words)}"


def _promised(page: CampPage, words: PageWords) -> str:
    if not page.promised.commitments:
        return words.say("camp.promised.none", exercise=words.exercise("commit"))
    told = page.promised.commitments - page.promised.silent
    if not told:
        return words.say("camp.promised.silent", n=page.promised.commitments)
    made = words.say("camp.promised.made", n=page.promised.commitments)
    return f"{made}{words.gap}{words.say('camp.promised.kept', told=told, kept=page.promised.kept)}"


def _grants(page: CampPage, words: PageWords) -> str:
    """How many small grants, what was paid, and whether it was repaid within how many days."""
    if not page.money.grants:
        return words.say("camp.grants.none", exercise=words.exercise("micro-grant"))
    paid = [sum_text(one.paid, one.currency, words.language) for one in page.money.sums]
    given = words.say("camp.grants.given", n=page.money.grants, paid=words.say("comma").join(paid))
    return words.gap.join((given, *days_text(page.money, words.language)))


def _trying(page: CampPage, words: PageWords) -> str:
    if not page.trying:
        return words.say("camp.trying.none", exercise=words.exercise("first-mover-circle"))
    if page.trying < MIN_GROUP:
        return words.say("camp.trying.few")
    return words.say("camp.trying.some", n=page.trying)


def _look(page: CampPage, words: PageWords) -> str:
    parts = []
    if page.waiting:
        parts.append(words.say("camp.look.waiting", names=words.listed(page.waiting[:MOST_NAMES])))
    if page.looks:
        day = day_text(words.language, page.looks[0], year=page.looks[0].year != words.today.year)
        parts.append(words.say("camp.look.next", day=day))
    if not parts and page.over:
        return words.say("look.over")
    return words.gap.join(parts) if parts else words.say("camp.look.none", exercise=words.exercise("commit"))
