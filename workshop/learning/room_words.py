"""What tables of people in a room call their columns, in both languages."""

from __future__ import annotations

HEADERS = {
    "person": ("人", "姓名", "名字", "昵称", "编号"),
    "organisation": ("机构", "组织", "单位", "organization"),
    "community": ("社区", "小区", "社区名称"),
    "stage": ("阶段", "位置"),
    "asks": ("求助", "想问", "难处", "卡在哪"),
    "offers": ("能帮", "可以分享", "能分享", "经验"),
    "capacity": ("能接待", "能接待几人", "接待人数"),
    "hosts": ("想见几人", "想找几人"),
    "role": ("角色", "身份"),
}
ROOM = ("person", "organisation", "stage", "asks", "offers")  # what a table for pairing must have
PEOPLE = ("person",)  # and one for rounds
