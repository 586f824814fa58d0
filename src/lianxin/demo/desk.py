"""The information desk: what the public asked, who answered, and from which sources."""

from __future__ import annotations

from datetime import date, timedelta

from lianxin.demo.people import Cast
from lianxin.demo.world import Place, Row, Sheets, some_day

_QUESTIONS = {
    "证照办理": ("网店是否需要办理营业执照", "食品经营许可怎样办理", "商标注册流程"),
    "税费政策": ("个体工商户税收优惠", "直播收入怎样申报", "发票开具要求"),
    "扶持资金": ("电商扶持资金申报条件", "创业担保贷款额度", "直播设备补贴范围"),
    "基地使用": ("直播间怎样预约", "夜间是否开放", "爽约会怎样处理"),
    "培训报名": ("近期有哪些培训班", "证书怎样查询", "外地人员可否报名"),
    "物流寄递": ("村级网点寄件时效", "冷链寄送范围", "旺季揽收时间"),
}
_SOURCES = (
    "《电子商务法》第十条", "《网络直播营销管理办法（试行）》", "区电商发展扶持办法（试行）",
    "直播间使用管理规定",
    "税务局办税指南", "市场监管局办事指南", "区人社局补贴公告",
)  # fmt: skip


def build(place: Place, cast: Cast) -> Sheets:
    """The sheet questions."""
    rng = place.random("questions")
    rows: list[Row] = []
    for year, count in ((place.year - 1, 268), (place.year, 412)):
        for _ in range(count):
            asked = some_day(rng, date(year, 1, 4), date(year, 12, 30))
            topic = rng.choice(tuple(_QUESTIONS))
            row: Row = {"asked_on": asked, "topic": topic, "title": rng.choice(_QUESTIONS[topic])}
            answered = asked + timedelta(days=rng.choices((0, 1, 2, 3, 5, 8), (20, 30, 20, 15, 10, 5))[0])
            if answered <= place.last and rng.random() < 0.97:
                row |= {"unit": rng.choice(cast.units), "answered_on": answered}
                row["sources"] = rng.sample(_SOURCES, rng.choice((1, 1, 2))) if rng.random() < 0.94 else []
            rows.append(row)
    rows.sort(key=lambda row: (row["asked_on"], row["title"]))
    return {"questions": [{"question_no": place.number("ZX", n)} | row for n, row in enumerate(rows, 1)]}
