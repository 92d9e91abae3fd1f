"""The relationship map: typed, imported, drawn and clicked; a wrong file changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.desk.conftest import Desk, see, words
from workshop.base.errors import InputError
from workshop.base.text import say
from workshop.desk.map.map_chart import clicked_id, option
from workshop.desk.map.map_tables import network_from, tables_of, unspoken
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
from workshop.network.draw.picture import draw
from workshop.services.map import networks

CODES = ("R1", "R2", "S1")
PEOPLE = tuple(Person(code, f"{code} 号", PersonKind.RESIDENT, "3 栋", trust=2) for code in CODES)
GROUPS = (Group("G1", "舞蹈队", "culture", GroupLife.SPROUT, date(2025, 3, 1)),)

ends = st.sampled_from([*CODES, "G1"])
days = st.none() | st.dates(date(2020, 1, 1), date(2026, 1, 1))
ties = st.lists(
    st.builds(
        Tie,
        source=ends,
        target=ends,
        relation=st.sampled_from([*Relation, "一起买菜"]),
        strength=st.floats(0, 5),
        reporter=st.sampled_from(["", "R1"]),
        when=days,
        trust=st.none() | st.integers(0, 4),
        wave=st.sampled_from(["", "2026 春"]),
    ),
    max_size=6,
)
buildings = st.lists(
    st.builds(
        Building,
        st.sampled_from(["1 栋", "2 栋", "院子"]),
        st.sampled_from(["", "老厂房"]),
        st.none() | st.integers(0, 300),
    ),
    max_size=3,
    unique_by=lambda one: one.id,
)
changes = st.lists(
    st.builds(LifeChange, st.just("G1"), st.sampled_from(GroupLife), days, st.sampled_from(["", "没人牵头"])),
    max_size=3,
)
SAID = (
    Remark("R1", About.FOLLOW, reporter="S1"),
    Remark("R1", About.BLOCKED, word="O7"),
    Remark("G1", About.INFLUENCE, 4.0, when=date(2026, 3, 1)),
)


@given(ties, buildings, changes)
def test_the_tables_give_back_the_network_they_were_made_from(
    found: list[Tie], houses: list[Building], moves: list[LifeChange]
) -> None:
    network = Network(
        PEOPLE,
        GROUPS,
        tuple(found),
        extra=(("R1", (("age", "60+"),)),),
        buildings=tuple(houses),
        remarks=SAID,
        changes=tuple(moves),
    )
    assert network_from(network, tables_of(network)) == network


def test_the_blank_rows_of_an_empty_map_are_nobody() -> None:
    empty = Network()
    assert network_from(empty, tables_of(empty)) == empty


def test_a_name_without_a_code_serves_as_its_own_code() -> None:
    people = pd.DataFrame([{"id": None, "label": " 3 栋甲 ", "kind": "resident", "answered": True}])
    made = network_from(Network(), replace(tables_of(Network()), people=people))
    assert [(one.id, one.label) for one in made.people] == [("3 栋甲", "3 栋甲")]


def test_a_tie_with_one_end_is_refused_with_its_row() -> None:
    one_end = pd.DataFrame([{"source": "R1", "target": None, "relation": "knows", "strength": 1.0}])
    with pytest.raises(InputError) as refused:
        network_from(Network(), replace(tables_of(Network()), ties=one_end))
    assert (refused.value.code, refused.value.where.row) == ("desk.tie_end", 1)


@pytest.mark.parametrize(
    ("table", "row", "code"),
    [
        ("buildings", {"id": "", "label": None, "households": 12.0}, "desk.building_id"),
        ("changes", {"group": None, "life": "sprout", "when": None, "reason": "x"}, "desk.change_group"),
        ("changes", {"group": "G1", "life": None, "when": None, "reason": "x"}, "network.no_life"),
    ],
)
def test_half_a_row_is_refused_with_its_place(table: str, row: dict[str, object], code: str) -> None:
    network = Network(
        PEOPLE, GROUPS, buildings=(Building("1 栋"),), changes=(LifeChange("G1", GroupLife.SPROUT),)
    )
    typed = tables_of(network)
    longer = pd.concat([getattr(typed, table), pd.DataFrame([row])], ignore_index=True)
    with pytest.raises(InputError) as refused:
        network_from(network, replace(typed, **{table: longer}))
    assert (refused.value.code, refused.value.where.row) == (code, 2)


def test_what_was_said_goes_only_with_whom_it_was_said_of() -> None:
    network = Network(PEOPLE, GROUPS, remarks=SAID)
    typed = tables_of(network)
    assert unspoken(network, typed) == ((), 0)
    without = replace(typed, people=typed.people.drop(index=0))
    assert unspoken(network, without) == (("R1",), 2)
    assert network_from(network, without).remarks == SAID[2:]


def test_the_chart_draws_the_picture_and_nothing_else() -> None:
    network = Network(PEOPLE, GROUPS, (Tie("R1", "G1", Relation.LEADS),))
    picture = draw(network)
    (series,) = option(picture, str, selectable=True)["series"]  # type: ignore[misc]
    # Two unseen corners hold the paper's size.
    assert [node["name"] for node in series["data"]] == [*(mark.label for mark in picture.marks), "", ""]
    assert [(link["source"], link["target"]) for link in series["links"]] == [
        (line.source, line.target) for line in picture.lines
    ]


def test_a_click_on_a_person_comes_back_and_one_on_a_corner_does_not() -> None:
    picture = draw(Network(PEOPLE, GROUPS))

    def state(*numbers: int, kind: str = "node") -> object:
        return {"selection": {"selected": [{"data_type": kind, "data_indices": list(numbers)}]}}

    assert clicked_id(picture, state(1)) == picture.marks[1].id
    assert clicked_id(picture, state(len(picture.marks))) is None
    assert clicked_id(picture, state(0, kind="edge")) is None
    assert clicked_id(picture, {"selection": {"selected": []}}) is None
    assert clicked_id(picture, None) is None


def test_choosing_somebody_from_the_list_shows_their_ties(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("communities")
    community = page.selectbox(key=f"communities.{desk.sample.camp.id}").value
    saved = networks.current(desk.context, community)
    assert saved is not None
    tie = saved.network.ties[0]
    page.selectbox(key=f"map.{community}.chooser").set_value(tie.source).run()
    assert not page.exception
    assert page.subheader[0].value.replace("\\", "") == saved.network.label(tie.source)
    assert saved.network.label(tie.target) in words(page).replace("\\", "")


def open_import(desk: Desk) -> tuple[object, str]:
    desk.sign_in()
    page = desk.open("communities")
    community = str(page.selectbox(key=f"communities.{desk.sample.camp.id}").value)
    see(page, "import")
    return page, community


def test_a_wrong_file_is_told_with_its_row_and_nothing_is_imported(desk: Desk) -> None:
    page, community = open_import(desk)
    before = networks.versions(desk.context, community)
    page.file_uploader[0].upload("坏.csv", "来源,目标\n甲,\n".encode("gb18030"))  # type: ignore[attr-defined]
    page.run()  # type: ignore[attr-defined]
    told = words(page).replace("\\", "")  # type: ignore[arg-type]
    assert "什么都没有导入" in told
    assert "第 2 行" in told
    assert networks.versions(desk.context, community) == before


def test_a_file_is_looked_at_before_it_is_saved(desk: Desk) -> None:
    page, community = open_import(desk)
    before = len(networks.versions(desk.context, community))
    page.file_uploader[0].upload("好.csv", "来源,目标,关系\n甲,乙,信任\n".encode("gb18030"))  # type: ignore[attr-defined]
    page.run()  # type: ignore[attr-defined]
    assert "读到 2 个人" in words(page)  # type: ignore[arg-type]
    assert len(networks.versions(desk.context, community)) == before
    page.button(key=f"import.save.{community}").click().run()  # type: ignore[attr-defined]
    assert len(networks.versions(desk.context, community)) == before + 1


def test_a_matrix_is_told_before_it_is_saved_and_can_be_called_something_else(desk: Desk) -> None:
    page, _ = open_import(desk)
    page.file_uploader[0].upload("谁认识谁.csv", ",甲,乙,丙\n甲,0,1,0\n乙,1,0,1\n丙,0,1,0\n".encode())  # type: ignore[attr-defined]
    page.run()  # type: ignore[attr-defined]
    told = words(page).replace("\\", "")  # type: ignore[arg-type]
    assert "读到 3 个人" in told
    assert "读作关系矩阵" in told
    what = next(box for box in page.selectbox if str(box.key).endswith(".what"))  # type: ignore[attr-defined]
    assert what.value == "matrix"
    what.set_value("ties").run()
    assert "什么都没有导入" in words(page)  # type: ignore[arg-type]


def test_the_header_of_a_table_can_be_moved_before_it_is_saved(desk: Desk) -> None:
    """Both rows could be the header; a person says which. Moved down, the row above is left out."""
    page, _ = open_import(desk)
    rows = "来源,目标\n从,到\n甲乙,丙丁\n".encode("gb18030")
    page.file_uploader[0].upload("表.csv", rows)  # type: ignore[attr-defined]
    page.run()  # type: ignore[attr-defined]
    assert "读到 4 个人" in words(page)  # type: ignore[arg-type]
    row = page.number_input[0]  # type: ignore[attr-defined]
    assert row.value == 1
    row.set_value(2).run()
    assert not page.exception  # type: ignore[attr-defined]
    assert "读到 2 个人" in words(page)  # type: ignore[arg-type]


@pytest.mark.usefixtures("inline")
def test_who_leaves_is_compared_with_chance_and_the_worst_case(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("communities")
    see(page, "withdrawal")
    assert not page.exception
    assert [metric.label for metric in page.metric] == [
        "离开前连在一起",
        "离开后连在一起",
        "随机走同样多",
        "最坏的情况",
    ]
    assert "n=" in words(page)


@pytest.mark.usefixtures("inline")
def test_undo_brings_the_version_before_back(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("communities")
    community = str(page.selectbox(key=f"communities.{desk.sample.camp.id}").value)
    first = networks.current(desk.context, community)
    assert first is not None
    networks.save(desk.context, community, Network(PEOPLE), "facilitator")
    see(page, "history")
    page.button(key=f"map.{community}.undo").click().run()
    assert not page.exception
    now = networks.current(desk.context, community)
    assert now is not None
    assert now.network == first.network


@pytest.mark.usefixtures("inline")
def test_what_is_typed_of_buildings_lives_and_ties_is_what_is_saved(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("communities")
    community = str(page.selectbox(key=f"communities.{desk.sample.camp.id}").value)
    network = Network(PEOPLE, GROUPS, (Tie("R1", "R2"),), remarks=SAID, buildings=(Building("3 栋"),))
    version = networks.save(desk.context, community, network, "facilitator")
    see(page, "edit")
    assert "3 条对人和队伍的看法" in words(page)
    name = f"map.edit.{community}.{version.number}"

    def type_in(table: str, **edits: object) -> None:
        page.session_state[f"{name}.{table}"] = {
            "edited_rows": {},
            "added_rows": [],
            "deleted_rows": [],
            **edits,
        }

    type_in("ties", edited_rows={0: {"trust": "3", "wave": "2026 春", "when": "2026-02-01"}})
    type_in("buildings", edited_rows={0: {"households": 48}}, added_rows=[{"id": "院子"}])
    type_in(
        "changes",
        edited_rows={0: {"group": "G1", "life": "dormant", "when": "2026-03-01", "reason": "没人牵头"}},
    )
    page.button(key=f"{name}.save").click().run()
    assert not page.exception
    saved = networks.current(desk.context, community)
    assert saved is not None
    assert saved.network == replace(
        network,
        ties=(Tie("R1", "R2", when=date(2026, 2, 1), trust=3, wave="2026 春"),),
        buildings=(Building("3 栋", households=48), Building("院子")),
        changes=(LifeChange("G1", GroupLife.DORMANT, date(2026, 3, 1), "没人牵头"),),
    )


@pytest.mark.usefixtures("inline")
def test_communities_stand_in_the_order_of_the_alphabet(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("compare")
    table = page.table[0].value
    names = [name.replace("\\", "") for name in table.columns[1:]]
    assert names == sorted(names)
    assert len(table) == 10  # the eight figures, n, and the response rate


@pytest.mark.usefixtures("inline")
def test_a_large_map_shows_its_buildings_first_and_opens_one(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("communities")
    community = str(page.selectbox(key=f"communities.{desk.sample.camp.id}").value)
    people = tuple(Person(f"p{i}", f"居民{i}", building=f"{i // 60 + 1}栋") for i in range(600))
    ties = tuple(Tie(f"p{i}", f"p{(i * 7 + 1) % 600}") for i in range(600))
    version = networks.save(desk.context, community, Network(people, ties=ties), "facilitator")
    page.run()
    assert not page.exception
    assert "600 人" in words(page)
    chooser = page.selectbox(key=f"map.{community}.area.{version.number}")
    assert len(chooser.options) == 10
    chooser.select_index(0).run()
    assert not page.exception


def test_two_names_very_much_alike_are_one_only_when_somebody_says_so(desk: Desk) -> None:
    page, community = open_import(desk)
    rows = "来源,目标,关系\n王秀英,李叔,信任\n王秀瑛,李叔,信任\n"
    page.file_uploader[0].upload("像.csv", rows.encode())  # type: ignore[attr-defined]
    page.run()  # type: ignore[attr-defined]
    (same,) = [box for box in page.checkbox if "只差一个字" in box.label]  # type: ignore[attr-defined]
    assert same.value is False
    same.check().run()
    page.button(key=f"import.save.{community}").click().run()  # type: ignore[attr-defined]
    saved = networks.current(desk.context, community)
    assert saved is not None
    assert [person.id for person in saved.network.people] == ["王秀英", "李叔"]
    assert len(saved.network.ties) == 2


@pytest.mark.usefixtures("inline")
def test_what_is_typed_stays_when_somebody_else_saves_a_version(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("communities")
    community = str(page.selectbox(key=f"communities.{desk.sample.camp.id}").value)
    version = networks.save(desk.context, community, Network(PEOPLE, GROUPS), "facilitator")
    see(page, "edit")
    name = f"map.edit.{community}.{version.number}"
    page.session_state[f"{name}.buildings"] = {
        "edited_rows": {},
        "added_rows": [{"id": "院子"}],
        "deleted_rows": [],
    }
    newer = networks.save(desk.context, community, Network(PEOPLE), "organiser")
    page.run()
    assert say("zh", "desk.map.newer", number=newer.number) in words(page)
    page.button(key=f"{name}.save").click().run()
    saved = networks.current(desk.context, community)
    assert saved is not None
    assert [one.id for one in saved.network.buildings] == ["院子"]
    assert saved.version.number == newer.number + 1
    see(page, "edit")
    assert say("zh", "desk.map.newer", number=newer.number + 1) not in words(page)


@pytest.mark.usefixtures("inline")
def test_an_undo_takes_back_the_version_on_its_button_and_none_saved_since(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("communities")
    community = str(page.selectbox(key=f"communities.{desk.sample.camp.id}").value)
    networks.save(desk.context, community, Network(PEOPLE, GROUPS), "facilitator")
    see(page, "history")
    newer = networks.save(desk.context, community, Network(PEOPLE), "organiser")
    page.button(key=f"map.{community}.undo").click().run()
    saved = networks.current(desk.context, community)
    assert saved is not None
    assert saved.version.number == newer.number
    assert say("zh", "desk.press.moved") in words(page)
