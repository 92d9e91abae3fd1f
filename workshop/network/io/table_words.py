"""Words that stand around a table: totals, remarks, who filled it in; and dates as a spreadsheet writes them.

What the columns and cells of a table mean is in `words`.
"""

from __future__ import annotations

import re

from workshop.network.io import words

WIDE_LETTERS = {
    wide: wide - 0xFEE0 for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
REMARK = re.compile(
    r"(?i)(?:[填使]?[表写用]?(?:示例|样例|范例|例如|举例|例)|examples?|e\.g\.?)\s*[:：]|[（(【\[](?:示例|样例|例|example)[)）】\]]|(?:注(?:意|释|意事项)?\s*\d?|备注|说明|[填使][表写用]说明|提示|notes?|remarks?|comments?)\s*[:：]|[#%＃]\s*\S|//"
)
FOOTER = re.compile(
    r"(?i)(?:制表|填表|填报|审核|统计|调查|登记|负责|联系|记录)?(?:人|者|员|单位|日期|时间|电话|部门)?\s*[:：]|"
    r"(?:数据)?来源\s*[:：]|(?:制表|盖章|签[字名])\s*[:：]?|(?:source|prepared by|date)\s*:"
)
STEMS = frozenset("甲乙丙丁戊己庚辛壬癸")  # the first two are headers of ties, and names in examples
FIGURE = re.compile(r"[-+]?[\d.,]+ ?[%％人名户条项个位份对次票]*(?:关系)?")

MARKS = frozenset("#+-/月")  # one of these stands in every date, error or number in powers of ten
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
SHORT_DATE = re.compile(rf"(?i)\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}-(?:{_MONTHS})|(?:{_MONTHS})-\d{{2}}")
WHOLE_DATE = re.compile(
    r"(?:19|20)\d\d[-/]\d{1,2}[-/]\d{1,2}(?: 0?0:00(?::00)?)?|(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
)

_TOTAL = re.compile(
    r"(?i)(?:合计|总计|共计|小计|累计|总数|总和|总人数|总户数|total|grandtotal|subtotal|totals)(?:\d+[人名户条项个位]*)?|"
    r"共\d+[人名户条项个位]"
)
_AVERAGE = re.compile(r"(?i)(?:总)?平均[值分数]?|均值|average|mean|avg|sum|中位数|median|标准差|std|stdev|sd")
COUNT = re.compile(
    r"(?i)n|人数|户数|人次|条数|行数|count|number"
)  # only where the row does not fit the others
_BEGIN = frozenset("合总共小累平均中标tgsam")  # what these begin with: most cells need no closer look


def known_header(text: str) -> bool:
    """Whether a cell is a usual header of a network's tables. Single characters (甲, 从) are names as often."""
    word = words.key(text.translate(WIDE_LETTERS))
    return len(word) > 1 and any(word in vocabulary for vocabulary in words.COLUMNS)


def is_total(text: str, averages: bool = True) -> bool:
    """Whether a cell is a word for a total or an average, as they stand under and beside tables.

    >>> is_total("合 计"), is_total("平均分"), is_total("合计：8人"), is_total("王合计")
    (True, True, True, False)
    """
    if text[:1].casefold() not in _BEGIN:
        return False
    word = re.sub(r"[\s:：]", "", text)
    return bool(_TOTAL.fullmatch(word)) or (averages and bool(_AVERAGE.fullmatch(word)))
