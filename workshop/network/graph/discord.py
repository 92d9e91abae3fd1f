"""Ties of discord: reports that two do not get along. They are kept, told and drawn, and hold nobody together.

A tie is one of discord where its strength is below zero, or where its relation says so in the camp's own words (不和, 冲突,
dislike, conflict …). A word that only mentions a conflict to deny or settle it (没有矛盾, 调解纠纷, conflict resolution) is
none. `holding` is the one place that decides; every measure takes its ties from it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from workshop.model.network import MapCounts, Network, Relation, Tie

DISCORD = "discord"  # how such a tie is shown where its relation alone would not say so

_ZH = re.compile(
    "不和|不合|不睦|不对付|不信任|不喜欢|合不来|处不来|看不惯|冲突|矛盾|争吵|争执|吵架|吵过|打架|纠纷|敌|仇|恨|反感|讨厌|厌恶|反对"
    "|对立|排斥|抵触|回避|躲避|避开|疏远|隔阂|嫌隙|嫌弃|过节|負面|负面|消极|衝突|爭吵|爭執|糾紛|敵|討厭|厭惡|反對|對立|迴避"
)
_ZH_SETTLED = re.compile(
    "没|沒|无|無|未|从不|從不|不[冲衝矛争爭吵打反对對排抵回躲疏]|调解|調解|化解|调和|調和|解决|解決|协调|協調|劝|勸|处理|處理"
)
_EN = re.compile(
    r"\b(?:dislik\w*|disesteem\w*|disagree\w*|distrust\w*|mistrust\w*|conflict\w*|enem(?:y|ies)|avoid\w*|shun\w*|negative"
    r"|hostil\w*|hat(?:e|es|ed|red|ing)|foes?|rival\w*|quarrel\w*|argu(?:e|es|ed|ing|ments?)|fight(?:s|ing)?|fought"
    r"|feud\w*|disput\w*|antagoni\w*|oppos(?:e|es|ed|ing|ition)|resent\w*|animosity|discord\w*|blam(?:e|es|ed|ing)"
    r"|at odds|bad blood|(?:not|n['’]t) (?:get|gets|getting) (?:along|on)|(?:not|n['’]t) (?:like|trust))\b"
)
_EN_SETTLED = re.compile(
    r"\b(?:no|never|without|non|(?:not|n['’]t) (?!get|like|trust)|resol\w*|mediat\w*|settl\w*|reconcil\w*)"
)


@lru_cache(maxsize=4096)
def means_discord(relation: Relation | str) -> bool:
    """Whether a relation says by its name that two do not get along. Ours never do.

    >>> [means_discord(word) for word in ("不和", "常吵架", "没有矛盾", "dislikes", "conflict resolution", "knows")]
    [True, True, False, True, False, False]
    """
    if isinstance(relation, Relation):
        return False
    word = " ".join(re.sub(r"[_\-]+", " ", relation.casefold()).split())
    if word == DISCORD or (_ZH.search(word) and not _ZH_SETTLED.search(word)):
        return True
    return bool(_EN.search(word)) and not _EN_SETTLED.search(word)


def is_discord(tie: Tie) -> bool:
    """Whether a tie says that its two ends do not get along."""
    return tie.strength < 0 or means_discord(tie.relation)


def holding(network: Network) -> tuple[Tie, ...]:
    """The ties that hold people together, in file order: all but those of discord."""
    return tuple(tie for tie in network.ties if not is_discord(tie))


def discord(network: Network) -> tuple[Tie, ...]:
    """The ties of discord, in file order."""
    return tuple(tie for tie in network.ties if is_discord(tie))


def shown_relation(tie: Tie) -> str:
    """The relation under which a tie is drawn and listed: a trust below zero is no trust."""
    return DISCORD if is_discord(tie) and not means_discord(tie.relation) else str(tie.relation)


def counts(network: Network) -> MapCounts:
    """People, groups, ties and ties of discord: the one count that map, commands, report and page to take home show.

    >>> from workshop.model.network import Person
    >>> counts(Network((Person("a"), Person("b")), ties=(Tie("a", "b"), Tie("b", "a", strength=-1.0))))
    MapCounts(people=2, groups=0, ties=1, discord=1)
    """
    held = len(holding(network))
    return MapCounts(len(network.people), len(network.groups), held, len(network.ties) - held)
