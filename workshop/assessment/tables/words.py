"""Column headers and cell words of tables of levels, in both languages."""

from __future__ import annotations

from workshop.assessment.change.pilot import OCCASIONS, Occasion
from workshop.model.camp import Role
from workshop.model.step import Confidence, Started

COLUMNS = (
    "community",
    "rater",
    "role",
    "dimension",
    "level",
    "confidence",
    "when",
    "started",
    "evidence",
    "rubric",
    "version",
)
NEEDED = ("community", "rater", "dimension", "level")
HEADERS = {
    "community": ("社区", "社区名称", "小区"),
    "rater": ("评价人", "评分人", "填写人", "编号"),
    "role": ("角色", "身份"),
    "dimension": ("方面", "维度", "指标"),
    "level": ("等级", "级别", "级", "分数"),
    "confidence": ("把握", "信心"),
    "when": ("时间", "最近一次", "最近一次时间"),
    "started": ("谁发起", "谁发起的", "发起人", "发起方"),
    "evidence": ("例子", "证据", "依据", "说明"),
    "rubric": ("量表", "量表编号"),
    "version": ("版本", "量表版本"),
    "occasion": ("场合", "第几次", "轮次"),
}
UNKNOWN = frozenset({"", "unknown", "don't know", "dont know", "不知道", "不清楚", "不了解"})
CONFIDENCES: dict[str, Confidence | None] = {
    **dict.fromkeys(UNKNOWN),
    **dict.fromkeys(("sure", "有把握", "确定", "肯定"), Confidence.SURE),
    **dict.fromkeys(("unsure", "没把握", "不确定", "说不准"), Confidence.UNSURE),
}
STARTED: dict[str, Started | None] = {
    **dict.fromkeys(UNKNOWN),
    **dict.fromkeys(("residents", "resident", "居民", "居民自己", "居民骨干"), Started.RESIDENTS),
    **dict.fromkeys(("supporter", "社工", "社会组织", "社工或社会组织", "协会"), Started.SUPPORTER),
    **dict.fromkeys(("committee", "两委", "社区两委", "社区", "社区书记", "书记"), Started.COMMITTEE),
}
ROLES = {
    "两委": Role.COMMITTEE,
    "社区两委": Role.COMMITTEE,
    "社区书记": Role.COMMITTEE,
    "书记": Role.COMMITTEE,
    "社工": Role.SOCIAL_WORKER,
    "社会组织": Role.SOCIAL_WORKER,
    "网格员": Role.GRID_WORKER,
    "居民骨干": Role.RESIDENT_LEADER,
    "骨干": Role.RESIDENT_LEADER,
    "居民": Role.RESIDENT,
    "其他": Role.OTHER,
}
TIMES: dict[str, Occasion] = {
    **{occasion: occasion for occasion in OCCASIONS},
    **dict.fromkeys(("第一次", "自评", "初评", "1"), "test"),
    **dict.fromkeys(("第二次", "再评", "复评", "重测", "2"), "retest"),
    **dict.fromkeys(("访谈", "面谈", "他评"), "interview"),
}
STORY = ("vignette", "短案例", "小故事")  # before a colon: the row rates a shared vignette
