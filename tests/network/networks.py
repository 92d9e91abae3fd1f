"""Networks for tests: strategies, a made-up community, and where the real ones lie."""

from __future__ import annotations

import os
import random
from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from workshop.model.network import (
    About,
    Building,
    Group,
    GroupLife,
    LifeChange,
    Network,
    Person,
    PersonKind,
    Relation,
    Remark,
    Tie,
)
from workshop.network.io import words
from workshop.network.io.codes import MOST_HOUSEHOLDS, scale_of

REAL = Path(os.environ.get("MENGYA_TEST_NETWORKS", Path(__file__).parents[3] / "shared" / "data"))
BUILTIN = ("karate", "davis", "florentine", "lesmis", "kite")
FIVE = ("hall", "ht_friends", "law_advice", "physicians", "southern_women")


PRESENT = tuple(name for name in FIVE if (REAL / f"{name}.graphml").exists())
ABSENT = tuple(name for name in FIVE if name not in PRESENT)


def real(name: str) -> str:
    """Path of one of the five real networks, which lie beside the repository where they may (test_real_networks.py)."""
    return str(REAL / f"{name}.graphml")


def of(*pairs: tuple[str, str], people: str = "", directed: bool = False) -> Network:
    """A network of residents from pairs of one-letter names; `people` adds some without ties."""
    names = dict.fromkeys([*(end for pair in pairs for end in pair), *people])
    return Network(tuple(map(Person, names)), ties=tuple(Tie(*pair) for pair in pairs), directed=directed)


def community(seed: int = 3, residents: int = 37) -> Network:
    """A made-up community of 45 people and 8 groups with Chinese names."""
    chance = random.Random(seed)
    families, titles = (
        "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗",
        ("阿姨", "叔叔", "姐", "奶奶", "爷爷", "老师"),
    )
    people = [
        Person(f"r{i}", families[i % 20] + chance.choice(titles), building=f"{chance.randrange(1, 7)}栋")
        for i in range(residents)
    ]
    people += [
        Person("s1", "社工小林", PersonKind.SUPPORTER),
        Person("s2", "社工小吴", PersonKind.SUPPORTER),
        Person("s3", "社区社工协会", PersonKind.SUPPORTER),
        Person("c1", "李书记", PersonKind.COMMITTEE),
        Person("c2", "居委会陈主任", PersonKind.COMMITTEE),
        Person("g1", "网格员老周", PersonKind.GRID_WORKER),
        Person("g2", "网格员小何", PersonKind.GRID_WORKER),
        Person("o1", "厂文化站", PersonKind.OUTSIDE),
    ]
    names = (
        "旗袍队",
        "舞蹈队",
        "水电志愿服务队",
        "坝坝宴小组",
        "合唱团",
        "书法社",
        "助老陪伴队",
        "花园共建小组",
    )
    groups = tuple(Group(f"t{i}", name) for i, name in enumerate(names))
    ties: list[Tie] = []
    for group in groups:
        first, *others = chance.sample(people[:residents], chance.randrange(3, 8))
        ties.append(Tie(first.id, group.id, Relation.LEADS))
        ties += [Tie(person.id, group.id, Relation.MEMBER) for person in others]
        ties.append(Tie(chance.choice(("s1", "s2")), group.id, Relation.COOPERATES))
    for i in range(residents - 3):
        for _ in range(chance.randrange(3)):
            other = chance.randrange(residents - 3)
            if other != i:
                ties.append(Tie(f"r{i}", f"r{other}", chance.choice((Relation.KNOWS, Relation.TRUSTS))))
    ties += [
        Tie(a, b, Relation.COOPERATES)
        for a, b in (("s3", "s1"), ("s3", "s2"), ("c1", "s3"), ("c2", "g1"), ("c2", "g2"))
    ]
    return Network(tuple(people), groups, tuple(ties), directed=True, name="虚构社区")


# What a cell can hold: no control characters (XML has none), and no blanks at the ends, which reading takes away.
_LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Cf", "Cn", "Co"), exclude_characters="\ufffe\uffff")
_DANGEROUS = st.sampled_from(
    [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "'=1",
        "''",
        "'",
        "＝1",
        "001",
        "NA",
        "null",
        "1E5",
        "a,b",
        'q"q',
        "<b>&",
        "书法,社",
    ]
)
texts = _DANGEROUS | st.text(_LETTERS, max_size=8).map(str.strip).map(lambda text: " ".join(text.split()))
named = texts.filter(bool)
floats = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12).map(
    lambda x: x + 0.0
)
days = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
attributes = st.dictionaries(named, named | floats | st.booleans(), min_size=1, max_size=3).map(
    lambda found: tuple(sorted(found.items()))
)


@st.composite
def networks(draw: st.DrawFn, smallest: int = 1, loops: bool = False) -> Network:
    """Any network the model can hold; `loops` for those where somebody may be tied to themselves."""
    ids = draw(st.lists(named, min_size=smallest, max_size=8, unique=True))
    split = draw(st.integers(1, len(ids)))
    people = tuple(
        Person(
            who,
            draw(texts),
            draw(st.sampled_from(PersonKind)),
            draw(texts),
            draw(st.none() | st.booleans()),
            draw(st.none() | st.integers(0, 4)),
        )
        for who in ids[:split]
    )
    groups = tuple(
        Group(who, draw(texts), draw(texts), draw(st.sampled_from(GroupLife)), draw(days))
        for who in ids[split:]
    )
    relations = st.sampled_from(Relation) | named.filter(
        lambda text: words.meaning(words.RELATIONS, text) is None
    )
    ends = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(
        lambda pair: loops or pair[0] != pair[1]
    )
    count = draw(st.integers(0, 6)) if loops or len(ids) > 1 else 0
    ties = []
    for _ in range(count):
        one, other = draw(ends)
        said = draw(st.sampled_from(["", *ids]) | named)
        rung = draw(st.none() | st.integers(0, 4))
        ties.append(Tie(one, other, draw(relations), draw(floats), said, draw(days), rung, draw(texts)))
    extra = tuple((who, draw(attributes)) for who in ids if draw(st.booleans()))
    homes = draw(st.lists(named, max_size=3, unique=True))
    households = st.none() | st.integers(0, MOST_HOUSEHOLDS)
    buildings = tuple(Building(home, draw(texts), draw(households)) for home in homes)
    changes = draw(
        st.lists(
            st.builds(LifeChange, st.sampled_from(ids[split:]), st.sampled_from(GroupLife), days, texts),
            max_size=3,
        )
        if groups
        else st.just([])
    )
    return Network(
        people,
        groups,
        tuple(ties),
        draw(st.booleans()),
        draw(texts),
        draw(texts),
        extra,
        buildings,
        tuple(draw(st.lists(remarks(ids), max_size=4))),
        tuple(changes),
    )


@st.composite
def remarks(draw: st.DrawFn, ids: list[str]) -> Remark:
    """Something said of one of these, within its scale."""
    about = draw(
        st.sampled_from(About) | named.filter(lambda text: words.meaning(words.ABOUTS, text) is None)
    )
    scale = scale_of(about)
    if scale is None:
        value = draw(floats)
    elif about == About.TRUST:
        value = float(draw(st.integers(*scale)))
    else:
        value = draw(st.floats(*scale))
    return Remark(
        draw(st.sampled_from(ids)),
        about,
        value,
        draw(texts),
        draw(st.sampled_from(["", *ids]) | named),
        draw(days),
    )
