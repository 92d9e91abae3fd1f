"""Made-up cases and askers for the tests of learning; strategies for hypothesis live here only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from workshop.learning.cases.vocabulary import load_vocabularies
from workshop.model.case import Asker, Case, CaseSource, CaseStep, Evidence, Grade, Move, Outcome

ROOT = Path(__file__).parent.parent.parent
CASES = ROOT / "data" / "cases"
WORDS = load_vocabularies(ROOT / "data" / "vocabularies")

PLAIN = Case(
    id="plain",
    title="t",
    place="p",
    period="",
    stage="0",
    setting=None,
    committee_support=None,
    familiarity=None,
    households=None,
    groups=None,
    obstacles=("O3",),
    assets=frozenset(),
    stuck="",
    story="",
    moves=(Move("repay_in_public", "m", against=("O3",), lead=True),),
    mechanism="",
    outcomes=(("O3", Outcome.PASSED),),
    result="",
    evidence=Evidence.A,
    limits="l",
    first_steps=(CaseStep("O3", "repay_in_public", "f"),),
    question="q",
    sources=(CaseSource("s", Grade.B),),
)


def case(id: str, **changes: object) -> Case:
    """The plain case (stage 0, got through O3) with changes; each stands in a place of its own."""
    return replace(PLAIN, **{"id": id, "place": f"place of {id}", **changes})  # type: ignore[arg-type]


def asker_of(told: Case) -> Asker:
    """Somebody whose community is in every known way like that of the case."""
    return Asker(
        stage=told.stage,
        setting=told.setting,
        committee_support=told.committee_support,
        familiarity=told.familiarity,
        households=told.households,
        groups=told.groups,
        obstacles=told.obstacles,
        assets=told.assets or None,
        words=told.stuck,
    )


OBSTACLES = st.lists(
    st.sampled_from(["O1", "O3", "O7", "O10", "O16"]), min_size=1, max_size=3, unique=True
).map(tuple)
ASSETS = st.frozensets(st.sampled_from(["room", "teacher", "small_fund", "open_space"]))
SETTINGS = st.none() | st.sampled_from([entry.code for entry in WORDS.settings.current])
LEVELS = st.none() | st.integers(0, 3)
HOUSEHOLDS = st.none() | st.integers(1, 20_000)
GROUPS = st.none() | st.integers(0, 60)
TEXTS = st.text("居民没人开门敲钱报销队伍吵架 dance door", max_size=30)


@st.composite
def cases_made(draw: st.DrawFn, id: str) -> Case:
    """Any case: some attributes unknown, some obstacles passed and some not."""
    obstacles = draw(OBSTACLES)
    assets = draw(ASSETS)
    outcomes = tuple((code, draw(st.sampled_from(list(Outcome)))) for code in obstacles)
    codes = draw(st.lists(st.sampled_from(["seep", "hub", "announce"]), min_size=1, max_size=3, unique=True))
    moves = tuple(
        Move(
            code,
            "m",
            needs=draw(st.frozensets(st.sampled_from(sorted(assets)))) if assets else frozenset(),
            against=(draw(st.sampled_from(obstacles)),),
            lead=position == 0,
        )
        for position, code in enumerate(codes)
    )
    return case(
        id,
        stage=draw(st.none() | st.sampled_from(["0", "1.0", "2.0"])),
        setting=draw(SETTINGS),
        committee_support=draw(LEVELS),
        familiarity=draw(LEVELS),
        households=draw(HOUSEHOLDS),
        groups=draw(GROUPS),
        obstacles=obstacles,
        assets=assets,
        stuck=draw(TEXTS),
        moves=moves,
        outcomes=outcomes,
        first_steps=tuple(
            CaseStep(move.against[0], move.code, f"step of {id} towards {move.code}", move.needs)
            for move in moves
        ),
    )


@st.composite
def bases(draw: st.DrawFn) -> tuple[Case, ...]:
    """Two to six cases."""
    return tuple(draw(cases_made(f"case-{n}")) for n in range(draw(st.integers(2, 6))))


ASKERS = st.builds(
    Asker,
    stage=st.none() | st.sampled_from(["0", "1.0", "2.0", "3.0"]),
    setting=SETTINGS,
    committee_support=LEVELS,
    familiarity=LEVELS,
    households=HOUSEHOLDS,
    groups=GROUPS,
    obstacles=st.just(()) | OBSTACLES,
    assets=st.none() | ASSETS,
    words=TEXTS,
)
