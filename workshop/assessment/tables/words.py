"""Column headers and cell words of tables of levels, in both languages."""

from __future__ import annotations

import re

from workshop.assessment.change.pilot import OCCASIONS, Occasion
from workshop.model.camp import Role
from workshop.model.names import fold
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


# --- tables of any ratings, of which no column has to have a certain header: folded, as headers are compared


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(fold, words.split()))


def _headers(*columns: str) -> frozenset[str]:
    return frozenset(fold(word) for column in columns for word in (column, *HEADERS[column]))


UNITS = _headers("community", "dimension") | _folded(
    "unit target item subject case object id name code text document village question indicator "
    "单位 单元 对象 项目 名称 姓名 名字 编号 题目 题号 条目 案例 村 村居 小组 作品 队伍 组别 参赛队 "
    "被评对象 评价对象 评分对象 被评价对象 被评人 被评单位"
)
SERIAL = _folded("序号 行号 序 no no. number # index row nr n") | {""}
RATERS = _folded(
    "rater coder annotator scorer assessor evaluator ratedby 评价人 评分人 填写人 评价者 评分者 打分人 打分者 评审人 "
    "编码者 编码员 编码人 填表人 评议人 評價人 評分人"
)
# Words that as well name one of several raters, or a unit: the column of the raters in a table that else has none.
MAYBE_RATERS = _folded("judge observer reviewer expert 评委 评审 评审员 观察者 观察员 考官 裁判 专家 编号")
VALUES = _headers("level") | _folded(
    "rating score value grade mark marks points 得分 评分 打分 成绩 分值 数值 值 评级 等次 等級 分數 label category class 标签 类别"
)
SCORE = re.compile(
    r"(?:最终|最后|总|综合|平均|加权|合计|汇总|总评|最高|最低)?(?:得分|分数|成绩|评分|分|评定|评价|结果|等级|等次)|"
    r".*(?:总分|均分|排名|名次|位次|排序|平均)|总评|综合|最终|排行|"
    r"(?:final|total|overall|mean|average|avg|sum|weighted|max|min)?"
    r"(?:score|rating|grade|result|rank|ranking|points|marks?)|(?:total|final|overall)rank|overall"
)
PARTICULARS = _headers(
    "role", "confidence", "when", "started", "evidence", "rubric", "version", "occasion"
) | _folded(
    "age sex gender phone email date time note notes remark remarks comment comments weight weights year position job "
    "education count diff difference range variance agree agreement 年龄 岁数 性别 电话 手机 邮箱 日期 备注 说明 意见 评语 "
    "权重 年份 职务 学历 人数 户数 住址 地址 楼栋 工龄 居住年限 差 差值 分差 差异 是否一致 一致 极差 方差"
)
NUMBERING = re.compile(
    r"(?:姓名|名字|名称|编号|代码|代号|号|id|name|code|no\.?|number)$"
)  # behind who or what
IDENTIFIER = re.compile(
    r".*(?:编号|代码|代号|序号|学号|工号|户号|卡号|证号|门牌号)|(?i:.+[_\s-](?:id|code|no\.?|nr|number))|.*[a-z]ID"
)
COUNTING = "a-z甲乙丙丁戊己庚辛壬癸一二三四五六七八九十"  # raters and items are named by these
