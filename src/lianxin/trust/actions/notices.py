"""The first version of every notice, so that nobody is asked without having been told."""

from datetime import date
from typing import Any

from django.db import connections

from lianxin.trust.models import Notice, Use

#: purpose → (Chinese, English). The office publishes its own wording as the next version.
_FIRST: dict[str, tuple[str, str]] = {
    Use.PUBLIC_DIRECTORY: (
        "同意后，您的网名、成员类别、所在乡镇和平台账号将在本网站的公开名录中展示，任何人都可以查看和搜索。"
        "不展示真实姓名、电话和其他信息。您可以随时撤回，撤回后立即不再展示。不同意不影响您享受的任何服务。",
        "If you agree, your stage name, kind, town and platform accounts "
        "are shown in the public directory of this site, "
        "where anybody may read and search them. Your real name, phone "
        "and everything else are not. You may withdraw "
        "at any time, with effect at once. Saying no changes nothing in the services you get.",
    ),
    Use.THIRD_PARTY_CONTACT: (
        "同意后，本办公室可以把您的网名和联系电话提供给有合作意向的单位，用于商谈合作；每次提供都会记录，您可以查看提供给了谁。"
        "您可以随时撤回，撤回后不再提供。不同意不影响您享受的任何服务。",
        "If you agree, the office may give your stage name and phone to a "
        "body that wants to work with you. Each time is "
        "recorded, and you can see to whom. You may withdraw at any "
        "time; from then on nothing is given. Saying no "
        "changes nothing in the services you get.",
    ),
    Use.PUBLISH_NAME: (
        "同意后，本网站的公开名录和宣传材料可以在网名之外署上您的真实姓名。"
        "您可以随时撤回，撤回后网站立即不再显示；已印刷的材料无法收回。不同意不影响您享受的任何服务。",
        "If you agree, the public directory and publicity may show "
        "your real name beside your stage name. You may "
        "withdraw at any time, with effect at once on this site; "
        "printed matter cannot be called back. Saying no "
        "changes nothing in the services you get.",
    ),
    Use.PUBLISH_PHOTO: (
        "同意后，本办公室可以在公开名录和宣传材料中使用您提供的照片。"
        "您可以随时撤回，撤回后不再使用；已印刷的材料无法收回。不同意不影响您享受的任何服务。",
        "If you agree, the office may use the photo you gave in the "
        "public directory and publicity. You may withdraw at "
        "any time; printed matter cannot be called back. Saying no changes nothing in the services you get.",
    ),
}
_SINCE = date(2020, 1, 1)


def write_first_notices(using: str = "default", **kwargs: Any) -> None:
    """After migrating: what is missing is added, what there is stays."""
    if Notice._meta.db_table not in connections[using].introspection.table_names():
        return
    for purpose, (zh, en) in _FIRST.items():
        rows = Notice.objects.using(using)
        if not rows.filter(purpose=purpose).exists():
            rows.create(purpose=purpose, version=1, zh=zh, en=en, valid_from=_SINCE)
