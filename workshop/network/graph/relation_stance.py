"""What a relation's wording says of two people: that something holds them together, that they do not get along, or nothing.

Forms ask whom one does *not* get along with, and lists say 不认识, 没有联系, "no contact". Such words are no tie that holds.
A negation whose sense is not known is `UNCLEAR`: an import asks about it. Words that only look like one (关系不错, 有没有来往,
"not only") and a condition before the question (不舒服时找谁, "when you do not know") negate nothing.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache


class RelationStance(StrEnum):
    """Sense of a relation's wording."""

    HOLDS = "holds"
    DISCORD = "discord"
    NO_TIE = "no_tie"
    UNCLEAR = "unclear"


_ZH = (
    "不和(?!谁|誰|他|她|人)|不合(?!作)|不睦|不对付|不信任|不喜[欢歡]|合不来|处不来|看不惯|冲突|矛盾|争吵|争执|吵架|吵过|打架|纠纷|敌|仇|恨(?!不得)|反感"
    "|讨厌|厌恶|反对|对立|排斥|抵触|回避|躲避|避开|疏远|隔阂|嫌隙|嫌弃|过节(?!日)|負面|负面|消极|衝突|爭吵|爭執|糾紛|敵|討厭|厭惡|反對|對立|迴避"
    "|[关關][系係](?:很|最|比较|较|有点|有些|非常|太|特别|一直|不|挺)*(?:不好|不佳|差|恶|僵|紧张|緊張|破裂|糟|不融洽|不亲)"
    "|断交|斷交|绝交|絕交|断绝|闹翻|鬧翻|翻脸|闹僵|闹掰|不相往来|不愿|不願|不想|不要|不肯|不服|不满|不待见|不顺眼|不投机|不融洽|不友好"
    "|不尊重|不理(?!解)|不欢迎|不欣赏|不认可|不支持|不赞成|不同意|不佩服|不放心|不可信|不可靠|不好相处|不好打交道|难相处|难打交道"
    "|看不起|瞧不起|看不上|瞧不上|谈不来|谈不拢|聊不来|受不了|信不过|靠不住|欺负|怨恨|抱怨|嫉妒|负向|远离"
    "|(?:让|使|令|感到|觉得|相处).{0,6}不(?:舒服|自在|愉快|安全)"
)
_ZH_DISCORD = re.compile(_ZH)
_ZH_DENIED = re.compile(
    "(?:从不|從不|没有?|沒有?|无|無|未|不)(?:有|过|什么|任何|发生|產生|产生|太|大|多少|明显|闹|再|会|曾|相|互)*(?:"
    + _ZH
    + ")"
)
_ZH_SETTLED = re.compile("调解|調解|化解|调和|調和|解决|解決|协调|協調|劝|勸|处理|處理")
_ZH_HARMLESS = re.compile(
    "不错|不錯|不同(?!意)|不少|不仅|不但|不只|不管|不论|不論|不一定|不定期|不时|不断|不久|不分|不限|不打不相识|不离不弃|不可或缺|不可分|不可缺|不计"
    "|不求回报|不用|差不多|无话不谈|无所不谈|形影不离|离不开|少不了|忘不了|了不起|没事|没问题|没少|无论|无條件|未来"
)
_ZH_OR_NOT = re.compile(r"(.)[不没沒]\1")  # 想不想, 有没有, 认不认识
_ZH_ASKS = re.compile("[会會]?(?:找|向|请|請|问|問|靠|托|给|給|喊|叫)(?:谁|誰|哪)")
_ZH_REFUSES = re.compile("(?:不|没|沒|别)(?:[会會愿願想敢肯能曾有再意太])*$")
_ZH_CONDITION = re.compile(r"^.*(?:时候?|時候?|之后|以后)[，,、 ]*(?=.*(?:谁|誰|哪|找|请|帮))")
_ZH_NONE = re.compile("无|無|没|没有|沒有|暂无|否|不是|不|未|[没沒无無]有?[关關][系係]|无关|陌生.*|路人")
# A relation that is not known is one all the same.
_UNSAID = re.compile(
    "不详|不詳|不明|不清楚|不确定|不知道|没填|没说|没写|未知|未填|空"
    r"|not (?:specified|stated|applicable|available|known|given|reported|coded|sure|mentioned|recorded|answered|elsewhere classified)"
    r"|don'?t know|unknown|unspecified|n/?a|nan|null|nil"
)
_ZH_NO_TIE = re.compile(
    "(?:不|没|沒|无|無|未)(?:太|大|很|怎么|曾|常|再|有|过|相|互|能|会|會|跟|和|与|谁|誰|什么|任何|直接|经常|私下)*"
    "(?:认识|認識|认得|相识|熟|来往|來往|往来|往來|联系|聯繫|联络|聯絡|交往|接触|接觸|交集|交情|打交道|打招呼|说话|說話|讲话|说过|聊|见|了解"
    "|知道|走动|沟通|交流|互动|互動|合作|共事|协作|帮|幫|求助|借|找|问|参加|参与|关系|關係|连接|連接|关联|消息|通知|告诉|一起|请|做邻居|亲近)"
)
_ZH_NOT = re.compile("[不没沒]")

_EN = (
    r"(?:dislik\w*|disesteem\w*|disagree\w*|distrust\w*|mistrust\w*|conflict\w*|enem(?:y|ies)|avoid\w*|shun\w*|negativ\w*"
    r"|hostil\w*|hat(?:e|es|ed|red|ing)|foes?|rival\w*|quarrel\w*|argu(?:e|es|ed|ing|ments?)|fight(?:s|ing)?|fought"
    r"|feud\w*|disput\w*|antagoni\w*|oppos(?:e|es|ed|ing|ition)|resent\w*|animosity|discord\w*|blam(?:e|es|ed|ing)"
    r"|at odds|bad blood|on bad terms|bad relation\w*|poor relation\w*|refus\w*|reject\w*|ignor(?:e|es|ed|ing)|despis\w*"
    r"|detest\w*|loath\w*|annoy\w*|bull(?:y|ies|ied)|threat\w*|uncomfortable|unfriendly|adversar\w*|nemesis"
    r"|tense|tensions?|strained|estranged|fell out|fallen out|falling out|broke(?:n)? off|difficult to (?:work|talk|deal|get)"
    r"|(?<!at )least (?:like|trust|enjoy|want|prefer|respect|favou?rite|comfortable)\w*"
    r"|(?:like|trust|enjoy|want|prefer|respect)s? (?:the )?least"
    r"|not (?:\w+ )?(?:get|gets|getting) (?:along|on)|not (?:really |much |want to |wish to )?"
    r"(?:like|trust|want|wish|willing|enjoy|respect|approve|stand|tolerate|prefer|choose|feel)s?)\b"
)
_EN_DISCORD = re.compile(r"\b" + _EN)
_EN_DENIED = re.compile(r"\b(?:no|not|never|without|non) (?:\w+ ){0,2}?(?!not\b)" + _EN)
_EN_SETTLED = re.compile(r"\b(?:resol|mediat|settl|reconcil)\w*")
_EN_HARMLESS = re.compile(r"\b(?:not only|whether or not|or not)\b")
_EN_CONDITION = re.compile(r"\b(?:when|whenever|if|while|in case)\b[^,;?]*")
_EN_NONE = re.compile(
    r"(?:none|no|nothing|nobody|no one|strangers?|unrelated|unacquainted|unconnected|false)[ ?.]*"
)
_EN_NO_TIE = re.compile(
    r"\b(?:no|not|never|nobody|without)(?: [\w']+){0,4}? (?:know\w*|met|meet\w*|contact\w*|talk\w*|speak\w*|spoke\w*|visit\w*"
    r"|interact\w*|ties?|relation\w*|links?|linked|connect\w*|communicat\w*|cooperat\w*|collaborat\w*|help\w*|work\w*|acquaint\w*"
    r"|familiar|friends?|recogni[sz]e\w*|see|seen|heard|ask\w*|share\w*|close|related|turn|go)\b"
)
_EN_NOT = re.compile(r"\b(?:not|never|nobody|neither|nor)\b")
_SHORT = re.compile(r"\b(do|does|did|is|are|was|were|have|has|had|would|could|should|ca|wo)n['’]?t\b")


@lru_cache(maxsize=4096)
def stance(wording: str) -> RelationStance:
    """What the wording of a relation says.

    >>> [stance(word).value for word in ("不和", "没有矛盾", "不认识", "关系不错", "不倒翁", "do not get along", "no contact")]
    ['discord', 'holds', 'no_tie', 'holds', 'unclear', 'discord', 'no_tie']
    """
    word = " ".join(re.sub(r"[_\-]+", " ", wording.casefold()).split())
    if _UNSAID.fullmatch(word):
        return RelationStance.HOLDS
    found = _zh(word)
    return _en(word) if found is RelationStance.HOLDS else found


def _zh(word: str) -> RelationStance:
    word = _ZH_HARMLESS.sub("", _ZH_OR_NOT.sub(r"\1", _ZH_CONDITION.sub("", word)))
    asks = _ZH_ASKS.search(word)
    if asks and not _ZH_REFUSES.search(word[: asks.start()]):
        word = word[asks.start() :]
    rest = _ZH_DENIED.sub("", word)
    if _ZH_DISCORD.search(rest):
        return RelationStance.HOLDS if _ZH_SETTLED.search(rest) else RelationStance.DISCORD
    if _ZH_NONE.fullmatch(rest.strip(" 。？?")) or _ZH_NO_TIE.search(rest):
        return RelationStance.NO_TIE
    return RelationStance.UNCLEAR if _ZH_NOT.search(rest) else RelationStance.HOLDS


def _en(word: str) -> RelationStance:
    word = _SHORT.sub(lambda short: f"{short[1]} not", word).replace("cannot", "can not")
    word = _EN_HARMLESS.sub(" ", _EN_CONDITION.sub(" ", word))
    rest = " ".join(_EN_DENIED.sub(" ", word).split())
    if _EN_DISCORD.search(rest):
        return RelationStance.HOLDS if _EN_SETTLED.search(rest) else RelationStance.DISCORD
    if _EN_NONE.fullmatch(rest) or _EN_NO_TIE.search(rest):
        return RelationStance.NO_TIE
    return RelationStance.UNCLEAR if _EN_NOT.search(rest) else RelationStance.HOLDS
