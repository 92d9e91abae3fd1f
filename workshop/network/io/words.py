"""Synonym vocabulary for tables: headers, sheet names and values in Chinese and English, and what they mean.

One place, so that form, template and import know the same words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from workshop.model.network import About, GroupLife, PersonKind, Relation

Meaning = TypeVar("Meaning")


def key(text: str) -> str:
    """Normalised lookup key of a header word: without whitespace, underscores, hyphens and notes in brackets.

    Not `model.names.fold`: a header carries notes and separators that are no part of the word.

    >>> key("Grid_Worker"), key("强度（1-5）")
    ('gridworker', '强度')
    """
    return re.sub(r"[\s_\-*：:·/]|[（(\[【].*?[）)\]】]", "", text).casefold()


def _by_word(words: dict[Meaning, str]) -> dict[str, Meaning]:
    return {key(word): meaning for meaning, line in words.items() for word in line.split()}


PERSON_COLUMNS = _by_word(
    {
        "id": "id 编号 代号 代码 编码 人员编号 序号 code person personid node",
        "label": "label 姓名 名称 称呼 昵称 名字 name nickname",
        "kind": "kind 类别 类型 身份 角色 type role",
        "building": "building 楼栋 楼 楼号 院落 单元 小区 片区 block house",
        "answered": "answered 已答 是否作答 作答 已填 是否填答 填答 responded response",
        "trust": "trust 信任 信任等级 信任阶梯 信任度 trustrung rung",
    }
)
GROUP_COLUMNS = _by_word(
    {
        "id": "id 编号 代号 代码 编码 组织编号 序号 code group groupid node",
        "label": "label 名称 组织 组织名称 队伍 团队 自组织 自组织名称 姓名 name",
        "purpose": "purpose 类型 类别 目的 宗旨 活动 内容 kind type",
        "life": "life 阶段 状态 生命周期 发展阶段 stage status state",
        "since": "since 成立 成立日期 成立时间 开始 开始日期 日期 date founded start",
    }
)
TIE_COLUMNS = _by_word(
    {
        "source": "source 来源 起点 起始 从 甲 源 from ego sender person 谁",
        "target": "target 目标 终点 到 乙 对象 to alter receiver 对谁",
        "relation": "relation 关系 关系类型 类型 类别 联系 kind type relationship",
        "strength": "strength 强度 权重 程度 weight value",
        "reporter": "reporter 报告人 填写人 提供人 说的人 reportedby",
        "when": "when 日期 时间 填写日期 date",
        "trust": "trust 信任 信任等级 信任阶梯 信任度 trustrung rung",
        "wave": "wave 轮次 批次 期次",
    }
)
BUILDING_COLUMNS = _by_word(
    {
        "id": "id 编号 楼号 楼栋 楼栋编号 院落 代号 code building buildingid",
        "label": "label 名称 楼名 称呼 name",
        "households": "households 户数 住户数 总户数 家庭数 homes flats",
    }
)
REMARK_COLUMNS = _by_word(
    {
        "of": "of 说的是谁 被提到的人 对象",
        "about": "about 说什么 哪方面 方面 看法",
        "value": "value 数值 分值 程度 层数 分数 score",
        "word": "word 代码 障碍 原因代码 obstacle code",
        "reporter": "reporter 报告人 填写人 提供人 说的人 reportedby",
        "when": "when 日期 时间 填写日期 date",
    }
)
LIFE_COLUMNS = _by_word(
    {
        "group": "group 组织 队伍 团队 自组织 组织编号 队伍编号 id 编号",
        "life": "life 阶段 状态 走到哪一步 发展阶段 stage status state",
        "when": "when 日期 时间 哪天 date",
        "reason": "reason 原因 为什么 缘由 说明 why",
    }
)
ABOUT_COLUMNS = _by_word(
    {
        "name": "name 名称 社区 community",
        "wave": "wave 轮次 批次 期次",
        "directed": "directed 有向 有方向 方向",
        "format": "format 格式",
    }
)
COLUMNS = (
    PERSON_COLUMNS,
    GROUP_COLUMNS,
    TIE_COLUMNS,
    BUILDING_COLUMNS,
    REMARK_COLUMNS,
    LIFE_COLUMNS,
    ABOUT_COLUMNS,
)

SHEETS = _by_word(
    {
        "people": "people persons person 人员 人 居民 人员名单 名单 成员 nodes node 节点 elements element",
        "groups": "groups group 组织 自组织 队伍 团队 小组 组",
        "ties": "ties tie 关系 联系 连线 关系表 links edges edge 边 connections connection edgelist",
        "buildings": "buildings building 楼栋 楼栋表 院落 楼院",
        "remarks": "remarks remark 看法 提名 评说",
        "life": "life lives 队伍变化 组织变化 阶段变化 生命历程",
        "network": "network 网络 说明 about",
        "left": "怎么填 howtofillin",
    }
)
KINDS = _by_word(
    {
        PersonKind.RESIDENT: "resident 居民 住户 业主 志愿者 骨干 居民骨干",
        PersonKind.SUPPORTER: "supporter 社工 支持者 社会组织 社会工作者 协会 socialworker worker ngo 社工／社会组织 socialworker,association",
        PersonKind.COMMITTEE: "committee 两委 社区两委 居委会 居委 支委 书记 社区书记 社区 communitycommittees",
        PersonKind.GRID_WORKER: "gridworker 网格员 网格 grid",
        PersonKind.OUTSIDE: "outside 外部 社区外 外来 外部人员 社区外的人 outsider external fromoutside",
    }
)
RELATIONS = _by_word(
    {
        Relation.KNOWS: "knows 认识 熟悉 熟 know",
        Relation.TRUSTS: "trusts 信任 trust",
        Relation.HELPS: "helps 互助 帮助 帮忙 help",
        Relation.INFORMS: "informs 通知 告知 消息 转告 通知消息 inform passesonnews",
        Relation.COOPERATES: "cooperates 合作 共事 cooperate cooperation workstogether",
        Relation.LEADS: "leads 带头 带领 负责 负责人 牵头 发起 leader lead",
        Relation.MEMBER: "member 成员 参加 加入 队员 memberof",
        Relation.FUNDS: "funds 资助 出资 赞助 fund",
    }
)
LIVES = _by_word(
    {
        GroupLife.BURIED: "buried 掩埋 潜在 未表达 需求还埋着 needstillburied",
        GroupLife.VOICED: "voiced 表达 已表达 说出 需求已说出 needvoiced",
        GroupLife.ACTIVATED: "activated 激活 已激活 已被激活",
        GroupLife.SPROUT: "sprout 萌芽 发芽 雏形 萌生 sprouting",
        GroupLife.RUNNING: "running 运转 运行 活动中 active 在运转",
        GroupLife.REGISTERED: "registered 注册 已注册 登记 已登记 备案 已登记注册",
        GroupLife.DORMANT: "dormant 休眠 停滞 暂停 停歇",
        GroupLife.CLOSED: "closed 结束 消亡 解散 关闭 已结束 ended",
    }
)
ABOUTS = _by_word(
    {
        About.FOLLOW: "follow 愿意跟着 愿意跟 跟着 跟谁 wouldfollow",
        About.SPREAD: "spread 消息传得开 传得开 传消息 找谁传 spreadsnews",
        About.INFLUENCE: "influence 影响力 影响 塔 tower",
        About.TRUST: "trust 信任 信任等级 信任阶梯 trustrung",
        About.WILL: "will 意愿 愿意做 愿意 willing",
        About.ABILITY: "ability 能力 会做 able",
        About.BLOCKED: "blocked 卡在哪里 卡住 被什么卡住 障碍 obstacle blockedby",
    }
)
# Year, month, day; the last two may be missing. Workbooks add midnight.
DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?)?年?(?: 00:00(?::00)?)?")
# Characters that number things, so that a different one means a different person: R1 and R2, 三栋甲 and 三栋乙.
COUNTING = frozenset("0123456789〇零一二三四五六七八九十甲乙丙丁戊己庚辛壬癸")
AFTER_A_PLACE = COUNTING | frozenset("栋幢号院楼室座组元")
GROUP_WORDS = frozenset(
    ("group", "event", "club", "organization", "organisation", "组织", "自组织", "队伍", "团队")
)
YES = frozenset(map(key, ("yes", "y", "true", "t", "1", "是", "有", "对", "已答", "已填", "√", "✓", "有向")))
NO = frozenset(
    map(key, ("no", "n", "false", "f", "0", "否", "无", "没有", "未", "未答", "未填", "×", "x", "无向"))
)


def meaning(words: Mapping[str, Meaning], text: str) -> Meaning | None:
    """What `text` means by one of the vocabularies above, or None."""
    return words.get(key(text))


def yes_or_no(text: str) -> bool | None:
    """True, False, or None when it is neither."""
    word = key(text)
    return True if word in YES else False if word in NO else None
