"""Synonym vocabulary for tables: headers, sheet names and values in Chinese and English, and what they mean.

One place, so that form, template and import know the same words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeVar

from workshop.model.names import plain
from workshop.model.network import About, GroupLife, PersonKind, Relation

Meaning = TypeVar("Meaning")


@lru_cache(maxsize=16_384)
def key(text: str) -> str:
    """Normalised lookup key of a header word: without whitespace, underscores, hyphens and notes in brackets.

    Not `model.names.fold`: a header carries notes and separators that are no part of the word.

    >>> key("Grid_Worker"), key("强度（1-5）"), key("ｓｏｕｒｃｅ")
    ('gridworker', '强度', 'source')
    """
    return re.sub(r"[\s_\-*：:·/]|[（(\[【].*?[）)\]】]", "", plain(text)).casefold()


def _by_word(words: dict[Meaning, str]) -> dict[str, Meaning]:
    return {key(word): meaning for meaning, line in words.items() for word in line.split()}


def _keys(line: str) -> frozenset[str]:
    return frozenset(map(key, line.split()))


PERSON_COLUMNS = _by_word(
    {
        "id": "id 编号 代号 代码 编码 人员编号 序号 編號 代號 人員編號 序號 code person personid node",
        "label": "label 姓名 名称 称呼 昵称 名字 名稱 稱呼 暱稱 name nickname",
        "kind": "kind 类别 类型 身份 角色 類別 類型 type role",
        "building": "building 楼栋 楼 楼号 院落 单元 小区 片区 樓棟 樓 樓號 單元 block house",
        "answered": "answered 已答 是否作答 作答 已填 是否填答 填答 responded response",
        "trust": "trust 信任 信任等级 信任阶梯 信任度 trustrung rung",
    }
)
GROUP_COLUMNS = _by_word(
    {
        "id": "id 编号 代号 代码 编码 组织编号 序号 編號 代號 組織編號 序號 code group groupid node",
        "label": "label 名称 组织 组织名称 队伍 团队 自组织 自组织名称 姓名 名稱 組織 組織名稱 隊伍 團隊 name",
        "purpose": "purpose 类型 类别 目的 宗旨 活动 内容 kind type",
        "life": "life 阶段 状态 生命周期 发展阶段 stage status state",
        "since": "since 成立 成立日期 成立时间 开始 开始日期 日期 date founded start",
    }
)
TIE_COLUMNS = _by_word(
    {
        "source": (
            "source 来源 起点 起始 从 甲 源 甲方 谁 主体 发起人 发起者 提名人 提名者 推荐人 求助人 求助者 说话人 发送人 发送者 人员1 人物1 姓名1"
            " 來源 起點 從 誰 發起人 發送者 提名者 推薦人 from ego sender person i u v1 var1 row 行 人物a node1 person1 name1 persona nodea"
            " actor1 from_id fromid fromnode sourceid nominator chooser rater"
        ),
        "target": (
            "target 目标 终点 到 乙 对象 乙方 对谁 和谁 跟谁 与谁 找谁 客体 被提名人 被提名者 被推荐人 被求助人 求助对象 信任对象 接收人 接收者 关系人 联系人"
            " 人员2 人物2 姓名2 目標 終點 對象 對誰 和誰 跟誰 被提名者 被推薦人 接收者 關係人 聯絡人 to alter receiver j v v2 var2 col column 列 人物b node2"
            " person2 name2 personb nodeb actor2 to_id toid tonode targetid nominee nominated chosen ratee recipient"
        ),
        "relation": "relation 关系 什么关系 关系种类 关系类别 关系类型 类型 类别 联系 關係 關係類型 類型 類別 聯繫 kind type tietype relationship layer",
        "strength": "strength 强度 关系强度 联系强度 权重 程度 強度 關係強度 權重 weight value freq w",
        "reporter": "reporter 报告人 填写人 提供人 说的人 報告人 填寫人 提供者 reportedby respondent",
        "when": "when 日期 时间 填写日期 時間 填寫日期 date",
        "trust": "trust 信任 信任等级 信任阶梯 信任度 信任等級 信任階梯 trustrung rung",
        "wave": "wave 轮次 批次 期次 輪次",
    }
)
# Headers of ends that say who names whom.
WHO_NAMES = _keys(
    "提名人 提名者 推荐人 推薦人 求助人 求助者 发送人 发送者 發送者 ego nominator chooser rater sender giver advisee truster"
)
WHO_IS_NAMED = _keys(
    "被提名人 被提名者 被推荐人 被推薦人 被求助人 求助对象 求助對象 接收人 接收者 信任对象 对谁 對誰 找谁 找誰"
    " alter nominee nominated chosen ratee receiver recipient trustee"
)
STARTS = _keys(
    "from 从 從 from_id fromid fromnode 起点 发起人 發起人"
)  # may be meant so, or only as the first of two
DIRECTED_COLUMNS = _keys("directed isdirected direction 有向 是否有向 方向 有方向 是否有方向 方向性")
WAYS = {
    **dict.fromkeys(map(key, ("directed", "有向", "单向", "單向", "one-way", "oneway", "->", "→")), True),
    **dict.fromkeys(
        map(key, ("undirected", "无向", "無向", "双向", "雙向", "mutual", "both", "<->", "↔")), False
    ),
}
# Headers that mean the two ends of a tie only where both are there: alone, `i` numbers rows and `v` is a value.
END_PAIRS: tuple[tuple[str, str], ...] = tuple(
    (key(one), key(other))
    for one, other in (
        ("source", "target"),
        ("from", "to"),
        ("ego", "alter"),
        ("sender", "receiver"),
        ("提名人", "被提名人"),
        ("来源", "对象"),
        ("来源", "目标"),
        ("甲", "乙"),
        ("i", "j"),
        ("u", "v"),
        ("v1", "v2"),
        ("var1", "var2"),
        ("row", "col"),
        ("row", "column"),
        ("行", "列"),
        ("人物A", "人物B"),
    )
)
PLAIN_ENDS = _keys("source target 来源 对象 目标 來源 對象")  # headers, whoever else is called so
ONLY_IN_PAIRS = _keys("i j u v v1 v2 var1 var2 row col column 行 列")

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
        "people": "people persons person 人员 人 居民 人员名单 名单 成员 人員 人員名單 名單 成員 nodes node 节点 elements element",
        "groups": "groups group 组织 自组织 队伍 团队 小组 组 組織 隊伍 團隊 小組",
        "ties": "ties tie 关系 联系 连线 关系表 關係 關係表 聯繫 links edges edge 边 connections connection edgelist",
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
        Relation.KNOWS: "knows 认识 熟悉 熟 認識 know",
        Relation.TRUSTS: "trusts 信任 trust",
        Relation.HELPS: "helps 互助 帮助 帮忙 幫助 幫忙 help",
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
# What names of groups end with: 舞蹈队, 业委会, club-3 without its number.
GROUP_ENDS = tuple(
    _keys(
        "队 隊 社 团 團 组 組 会 會 班 俱乐部 俱樂部 协会 中心 联盟 合作社 group team club committee association society party event"
    )
)
# Words for what kind of thing bears the name: with or without, it may be one.
KIND_ENDS = tuple(
    _keys(
        "社区 社區 小区 小區 居委会 居委會 街道 村委会 村委會 村 片区 片區 队 隊 小组 小組 协会 協會 社团 社團 俱乐部 俱樂部"
        " 志愿者 community neighbourhood neighborhood village team group club association"
    )
)
# The first header of a table of people × groups that says what it is.
AFFILIATION_CORNERS = _keys(
    "人组织 人队伍 人员组织 人员队伍 姓名组织 姓名队伍 居民组织 居民队伍 成员组织 人員組織 姓名隊伍"
    " peoplegroups persongroup membersgroups namegroup"
)
CROSS_SIGNS = re.compile(r"[\s×*xX/／\\|\-_.、和与與]|and|by")
DEGREES = _keys("行合计 列合计 行和 列和 入度 出度 度 行合計 列合計 rowsum colsum indegree outdegree degree")
# Questionnaire sites put these beside what was asked.
CHANNEL_COLUMNS = frozenset(
    map(key, ["来源", "来源渠道", "答题来源", "提交来源", "渠道", "來源", "來源渠道", "source", "channel"])
)
CHANNELS = re.compile(
    r"(?i)访谈|訪談|观察|走访|面谈|面访|入户|座谈|电话|現場|现场|纸质|填表|微信|手机|電腦|电脑|平板|链接|連結|直接|访问|訪問|提交|互填|样本服务|网页|網頁|小程序|二维码|扫码|短信|邮件|邮箱|微博|钉钉|飞书"
    r"|朋友圈|公众号|问卷|其他|未知|\b(?:qq|pc|app|wechat|web|website|link|mobile|phone|email|e-mail|qr|sms|facebook|line|direct|anonymous|interviews?|observations?|survey|questionnaire|paper|phone call|field ?work|visit)\b"
)
SURVEY_COLUMNS = _keys(
    "序号 編號 编号 提交答卷时间 提交时间 答题时间 开始时间 结束时间 开始答题时间 结束答题时间 所用时间 答题时长 来源 来源详情 来自ip"
    " ip ip地址 来源渠道 总分 答卷编号 答题序号 用户id 昵称 地理位置 省份 城市 openid 提交者 提交答卷時間 所用時間 來源 來源詳情"
    " id timestamp startdate enddate starttime endtime submittedat responseid recordeddate ipaddress duration progress status"
)
ANSWERERS = _keys(
    "姓名 您的姓名 你的姓名 您的名字 你的名字 您的称呼 填写人 填表人 填写人姓名 答卷人 答题人 作答人 受访者 被访者 受访人 本人姓名 您是谁"
    " 你是谁 您的代号 您的编号 您的姓名或昵称 您的姓名是 你的姓名是 您叫什么名字 填報人 填寫人 受訪者 名字 name yourname respondent"
    " respondentname fullname participant whoareyou whatisyourname"
)
# A list of who belongs where.
MEMBERS = ANSWERERS | _keys("person people member members 成员 人员 居民 队员 組員 成員 人員 id 编号 代号")
GROUP_OF = _keys(
    "group groups club clubs team teams organization organisation association 小组 小組 队伍 隊伍 团队 團隊 组织 組織 社团 社團 自组织 协会"
    " 所在小组 所在队伍 所在团队 所在组织 所在社团 所属小组 所属队伍 所属团队 所属组织 所属社团 参加的小组 参加的队伍 参加的组织 参加的社团 参加队伍 参加小组 组别"
)
# A question that asks for names, and one that may.
ASKS_WHO = re.compile(
    r"(?i)谁|誰|哪些人|哪几位|哪幾位|哪几个人|哪位|对象|對象|提名|人选|\bwho\b|\bwhom\b|nomin|alter"
)
THE_ONES = re.compile(r"(?i)的(?:人|居民|邻居|鄰居)|\bpeople\b|\bpersons?\b")  # beside a relation: 你信任的人
MAY_ASK_WHO = re.compile(r"(?i)的人|好友|朋友|邻居|鄰居|friend|contact|neighbou?r")
NUMBERED = re.compile(r"[\s_\-.（(\[【第]*([0-9０-９一二三四五六七八九十]{1,2})[）)\]】个位名人]*$")
QUESTION_NUMBER = re.compile(r"^\s*[（(]?(?:[QqＱ第]\s*)?[0-9]{1,3}(?:-[0-9]+)?\s*[、.．:：)）_题]\s*")
# Relations named inside a question; a denial makes it a relation of its own.
RELATION_HINTS = (
    (re.compile(r"(?i)信任|信得过|信赖|trust"), Relation.TRUSTS),
    (re.compile(r"(?i)互助|帮|幫|求助|help|advice"), Relation.HELPS),
    (re.compile(r"(?i)消息|通知|告诉|告知|转告|inform|news"), Relation.INFORMS),
    (re.compile(r"(?i)合作|共事|一起做事|cooperat|collaborat|work with"), Relation.COOPERATES),
    (re.compile(r"(?i)认识|認識|熟|know"), Relation.KNOWS),
)
# Relations of the camp's own words, as headers of 0 and 1.
RELATION_LIKE = re.compile(
    r"(?i)朋友|友谊|往来|来往|交往|走动|亲戚|借|friend|kin|visit|borrow|lend|advice|support"
)
ANY_TIE = _keys(
    "联系 有联系 有聯繫 聯繫 关系 關係 tie ties link linked edge connected connection contact connects"
)
WHETHER_TIED = re.compile(r"(?:是否|有没有|有无|是不是)?有?[关關][系係][吗?？]*")
# Beside two ends: how often, and whether for good or ill.
COUNTED = _keys(
    "次数 频率 频次 联系次数 联系频率 来往次数 往来次数 见面次数 互动次数 交往频率 次數 頻率 聯繫次數 聯繫頻率 frequency count counts"
    " times edgeweight tieweight linkweight tiestrength edgestrength numberofcontacts contacts"
)
RELATIONS_APART = re.compile(r"\s*(?:[、，,；;/／|｜+&＆]|\band\b|和|及)\s*")
SIGN_COLUMNS = _keys("sign 符号 正负 正負 符號 valence polarity")
SIGNS = {
    **dict.fromkeys(("-1", "-", "-1.0", "−1", "−", "negative", "neg", "负", "負", "负向", "负面"), -1.0),
    **dict.fromkeys(("1", "+1", "+", "1.0", "positive", "pos", "正", "正向", "正面"), 1.0),
    **dict.fromkeys(("0", "0.0", "neutral", "中性"), 0.0),
}
WHETHER = re.compile(r"^(?:是否|有没有|有无|是不是|互相|相互)+|(?:吗|与否|关系)?[?？]?$")
DENIAL = re.compile(r"(?i)不|没|沒|讨厌|矛盾|冲突|dislike|distrust|avoid|conflict|not|n't")
STEMS = frozenset("甲乙丙丁戊己庚辛壬癸")  # stand for persons and for the two sides of a tie alike
# One name a piece: certainly, as enumerations, or possibly.
_OUTSIDE = r"+\s*(?![^（(]*[）)])"  # a mark inside brackets separates no names: 陈明（3、4号楼）
ALWAYS_APART = re.compile(r"\s*[┋┆\n\r]" + _OUTSIDE)
LISTED_APART = re.compile(r"\s*[、；;]" + _OUTSIDE)
MAYBE_APART = re.compile(r"\s*[/／|｜,，&＆]" + _OUTSIDE)
LINKED = re.compile(r"\s*(?:和|与|與|及|\s)\s*")  # only between names known as such
HAN_NAME = re.compile(r"[一-鿿·]{2,5}")
# What questionnaire sites and people write where nobody is named.
NOBODY = frozenset(
    re.split(
        " ",
        "(空) （空） (跳过) （跳过） 空 跳过 无 無 没有 沒有 暂无 没有人 无人 不知道 none nobody n/a na - -- — / \\",
    )
)
# Written for "the same as above".
DITTO = frozenset(
    (
        "同上",
        "同前",
        "如上",
        "〃",
        "″",
        "〞",
        '"',
        "''",
        "“",
        "”",
        "＂",
        "ditto",
        "do.",
        "same as above",
        "as above",
    )
)
# What stands for a name that is not known; the first may be codes in lists of codes (NA is Namibia).
CODE_LIKE = frozenset(("na", "none", "nan", "null", "nil"))
NAMES_TOO = frozenset(("Na", "Nan", "Nil"))  # written like this they are somebody
PLACEHOLDER = re.compile(
    r"(?i)[?？]+|[.…·xX×*_]{2,}|#n/a|#null!?|\(?null\)?|n/a|none|nobody|unknown|anonymous|tbd|tba|not known|no name|someone|somebody"
    r"|不详|不詳|不明|未知|不清楚|待定|待填|待补|空白|未填|匿名|佚名|无名氏|某[某人]?|某(?:居民|邻居|鄰居|业主|住户|同学|同事|老人|阿姨|大爷|大妈|先生|女士|志愿者)"
)
# Answers that mean many, or whoever answers.
NOT_ONE = re.compile(
    r"(?i)(?:大家|所有|全部|全都?|每个|很多|许多|好多|不少|一些|几个|若干|各位|多数|大多数|其他|别的?|整[栋楼]的?|楼里的?|小区里?的?|左邻右舍|街坊)"
    r"(?:人|居民|邻居|鄰居|住户|业主|们)*(?:都?(?:认识|認識|熟悉?|信任|可以|行|有|知道|来往|帮忙?))?[了啊吧。！!]*|[没不]有?(?:特别)?(?:印象|注意)"
    r"|(?:邻居|鄰居|家人|家属|亲戚|亲友|朋友|同事)们?|(?:我|你)?(?:自己|本人)|我"
    r"|(?:every(?:one|body)|anyone|anybody|no ?one|nobody|all of (?:them|us)|all|many|lots|several|some|most|a few|others|many people"
    r"|myself|me|self|(?:my |the )?(?:neighbou?rs?|friends?|famil(?:y|ies)|relatives|colleagues?))[.!]*"
)
AND_OTHERS = re.compile(
    r"(?i)(?<=[一-鿿]{2})等(?:[一二三四五六七八九十两几\d]*个?人)?$|(?<=\w),?\s+(?:etc\.?|et al\.?|and others|and so on)$"
)
LISTED_NUMBER = re.compile(r"(?:^|\s|(?<=[^\d\s]))\d{1,2}\s*[.、．)）:：]\s*(?=[^\W\d])")
AND = re.compile(r"\s+(?:and|und|et|y|plus)\s+")
# Marks in the cells of a matrix. A cross alone is a tie; beside ticks it is none.
SELVES = _keys("自己 本人 我 self myself oneself")  # on the diagonal
CROSSES = frozenset(("x", "×", "✗", "✘", "╳", "☒"))
DASHES = frozenset(("", "-", "--", "—", "——", "–", "/", "\\", ".", "·", "…", "*")) - {"*"}
UNSAID = frozenset(("na", "n/a", "nan", "null", "none", "缺失", "未知", "?", "？"))
TICKS = frozenset(("√", "✓", "✔", "☑", "○", "●", "◯", "〇", "■", "★", "☆", "*", "+", "v", "o"))
YES = frozenset(map(key, ("yes", "y", "true", "t", "1", "是", "有", "对", "已答", "已填", "√", "✓", "有向")))
NO = frozenset(
    map(key, ("no", "n", "false", "f", "0", "否", "无", "没有", "未", "未答", "未填", "×", "x", "无向"))
)


def meaning(words: Mapping[str, Meaning], text: str) -> Meaning | None:
    """What `text` means by one of the vocabularies above, or None."""
    return words.get(key(text))


def header_meaning(words: Mapping[str, Meaning], header: str) -> Meaning | None:
    """As `meaning`, also behind the number of a question: 2、对象."""
    return meaning(words, header) or meaning(words, QUESTION_NUMBER.sub("", header))


def yes_or_no(text: str) -> bool | None:
    """True, False, or None when it is neither."""
    word = key(text)
    return True if word in YES else False if word in NO else None
