"""Which columns of a table of ratings are units, which raters, and which neither. All expected places are by hand."""

from __future__ import annotations

import pytest

from workshop.assessment.tables.layout import Layout, layout, outside_the_others
from workshop.base.errors import TableError
from workshop.base.text import LANGUAGES, explain


def laid(text: str) -> Layout:
    header, *rows = [line.split(",") for line in text.split("|")]
    return layout("t.csv", header, rows)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("unit,r1,r2|u1,1,2", Layout((0,), (1, 2), ())),
        (",r1,r2|u1,1,2", Layout((0,), (1, 2), ())),
        ("target,1,2,3,4|t1,9,2,5,8", Layout((0,), (1, 2, 3, 4), ())),
        ("方面,甲,乙,丙|D1,2,2,3", Layout((0,), (1, 2, 3), ())),
        ("village,甲,乙|柳园,2,2", Layout((0,), (1, 2), ())),
        ("地方,甲,乙|柳园,2,2", Layout((0,), (1, 2), ())),
        ("序号,甲,乙|1,1,2", Layout((0,), (1, 2), ())),
        ("序号,单位,甲,乙|1,u1,1,2", Layout((1,), (2, 3), (0,))),
        (",单位,甲,乙|0,u1,1,2", Layout((1,), (2, 3), ())),
        ("社区编号,社区名称,甲,乙|510,柳园,1,2", Layout((1,), (2, 3), (0,))),
        ("年级,姓名,甲,乙|3,王芳,1,2", Layout((1,), (2, 3), (0,))),
        ("r1,unit,r2|1,u1,2", Layout((1,), (0, 2), ())),
        ("社区,方面,甲,乙|柳园,D1,1,2", Layout((0, 1), (2, 3), ())),
        ("unit,r1,r2,得分|u1,1,2,3", Layout((0,), (1, 2), (3,))),
        ("unit,r1,r2,总分,最终得分,排名|u1,1,2,3,3,2", Layout((0,), (1, 2), (3, 4, 5))),
        ("单位,评委1,评委2,最高分,去掉最高最低后均分|u1,1,2,2,1", Layout((0,), (1, 2), (3, 4))),
        ("id,Age,r1,r2,Final Score,total_rank,Notes|u1,45,1,2,3,1,x", Layout((0,), (2, 3), (1, 4, 5, 6))),
        ("unit,student_id,r1,r2|u1,77,1,2", Layout((0,), (2, 3), (1,))),
        ("作品,专家,观众|a,1,2", Layout((0,), (1, 2), ())),
        ("作品,专家,观众,得分|a,1,2,3", Layout((0,), (1, 2), (3,))),
        ("unit,rater,level|1,1,1", Layout((0,), (), (), (1, 2))),
        ("Rater ID,Unit,Role,Score|7,u,x,2", Layout((1,), (), (2,), (0, 3))),
        ("社区,评价人,方面,等级|1,1,1,2", Layout((0, 2), (), (), (1, 3))),
        ("社区,编号,角色,方面,分数,备注|柳园,7,居民,D1,2,好", Layout((0, 3), (), (2, 5), (1, 4))),
        ("text_id,annotator,label|1,a,1", Layout((0,), (), (), (1, 2))),
        ("作品,评委,打分|a,1,2", Layout((0,), (), (), (1, 2))),
        ("地方,评分人,级|柳园,x,2", Layout((0,), (), (), (1, 2))),
    ],
)
def test_units_raters_and_the_rest_are_told_apart(text: str, expected: Layout) -> None:
    assert laid(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1,1,2|2,2,2|3,3,4", "no_header"),
        ("u1,1,2|u2,2,2|u3,3,4", "no_header"),
        ("柳园,1,2|河边,2,2", "no_header"),
        ("柳园,3,1|河边,2,3", "no_header"),
        ("柳园,1.5,2|河边,2,2", "no_header"),
        ("r1,r2,r3|1,1,2|2,2,2", "first_column"),
        ("甲,乙,丙|1,1,2|2,2,2", "first_column"),
        ("王芳,李明|1,2|2,1|3,4", "first_column"),
        ("评价人,D1,D2|x,1,2", "rater_rows"),
        ("评委,社区A,社区B|张,1,2", "rater_rows"),
        ("community,rater,role,D1,D2|X,A,resident,1,2", "rater_rows"),
        ("unit,rater,level,score|u,x,1,2", "several_values"),
        ("rater,level|x,1", "no_unit"),
        ("unit,得分,排名|u1,3,1", "no_raters"),
        ("unit,r1,rank|u1,3,1", "no_raters"),
    ],
)
def test_what_cannot_be_told_apart_is_asked_about(text: str, code: str) -> None:
    with pytest.raises(TableError) as error:
        laid(text)
    assert error.value.code == f"assessment.{code}"
    assert all(explain(language, error.value) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("asked", "mended"),
    [
        ("柳园,1,2|河边,2,2", "对象,甲,乙|柳园,1,2|河边,2,2"),
        ("motif,1,2|a,1,2|b,2,2", "unit,1,2|a,1,2|b,2,2"),
        ("r1,r2,r3|1,1,2|2,2,2", "unit,r1,r2,r3|a,1,1,2|b,2,2,2"),
        ("甲,乙,丙|1,1,2|2,2,2", "对象,乙,丙|1,1,2|2,2,2"),
        ("rater,level|x,1", "对象,rater,level|a,x,1"),
        ("unit,得分,排名|u1,3,1", "unit,r1,r2|u1,3,1"),
    ],
)
def test_the_remedy_named_is_one_that_works(asked: str, mended: str) -> None:
    with pytest.raises(TableError):
        laid(asked)
    assert laid(mended).units == (0,)


def test_a_column_of_other_figures_is_seen() -> None:
    """45 to 50 beside levels of 1 to 4; the levels among themselves overlap, and of two columns none is the odd one."""
    assert outside_the_others([["1", "2"], ["45", "50"], ["2", "4"]]) == [1]
    assert outside_the_others([["1", "2"], ["45", "50"]]) == []
    assert outside_the_others([["1", ""], ["x", "1"], ["1", "1"]]) == []
