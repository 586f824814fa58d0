"""What a template's grey sample row shows: made-up names, values that would pass the import check."""

from lianxin.core.sheets import Column, Sheet

_BY_TYPE = {
    "int": "12",
    "decimal": "12.5",
    "money": "1200.00",
    "percent": "60",
    "date": "2021-06-09",
    "datetime": "2021-06-09 19:30:00",
    "bool": "是",
}
_BY_NAME = {
    "member_no": "M001",
    "mentor_no": "M001",
    "mentee_no": "M002",
    "officer_no": "G01",
    "contact_no": "L0001",
    "case_no": "Q0001",
    "meeting_no": "H2021-01",
    "measure_no": "C01",
    "event_no": "P2021-001",
    "cert_no": "Z2021-0001",
    "studio_no": "S001",
    "booking_no": "Y000001",
    "proposal_no": "J001",
    "campaign_no": "A2021-01",
    "donation_no": "D0001",
    "receipt_no": "00012345",
    "work_no": "W00001",
    "outlet_no": "D001",
    "product_no": "N001",
    "contract_no": "T2021-001",
    "project_no": "X001",
    "session_no": "B00001",
    "question_no": "W0001",
    "account_id": "100200300",
    "item_id": "3600000000000000001",
    "uscc": "91110108551385082Q",
    "phone": "13800001234",
    "name": "王小禾",
    "contact": "李青山",
    "attendee": "王小禾",
    "stage_name": "小禾说田",
    "nickname": "小禾说田",
    "industry": "农产品电商",
    "town": "青溪镇",
    "village": "上坪村",
    "place": "县会议中心",
    "organisation": "青溪合作社",
    "operator": "青溪合作社",
    "producer": "青溪合作社",
    "buyer": "青禾电商公司",
    "host": "县文化局",
    "partner": "县职业学校",
    "lead_unit": "县文化局",
    "unit": "县文化局",
    "support_units": "县农业局；县商务局",
    "attending_units": "县农业局；县商务局",
    "base": "青溪基地",
    "opens": "09:00-24:00",
    "title": "短视频制作入门",
    "topic": "短视频制作",
    "summary": "了解直播用房需要",
    "outcome": "已安排仓库200平方米",
    "reason": "重复发证",
    "position": "理事",
    "body": "县电子商务协会",
    "awarder": "县人民政府",
    "platform": "抖音",
    "list": "抖音爆款榜",
    "category": "水果",
    "season": "3-5",
    "url": "https://example.com/w/1",
    "sources": "《县电商扶持办法》第3条",
}


def sample(sheet: Sheet, column: Column) -> str:
    """The sample cell of a column; "" where nothing is known that would fit."""
    if column.name in sheet.sample:
        return sheet.sample[column.name]
    if column.choices:
        return column.choices[0]
    return _BY_TYPE.get(column.type) or _BY_NAME.get(column.name, "")
