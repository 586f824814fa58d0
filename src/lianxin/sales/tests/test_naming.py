from datetime import datetime

from lianxin.sales.rules.naming import epoch_in_name


def test_the_epoch_at_the_head_of_the_name_is_the_moment_of_export_in_beijing():
    assert epoch_in_name(["1623245125_订单.csv"]) == datetime(2021, 6, 9, 21, 25, 25)
    assert epoch_in_name(["1623245125abc.csv"]) == datetime(2021, 6, 9, 21, 25, 25)
    assert epoch_in_name(["订单.csv", "/x/1623245125.zip"]) == datetime(2021, 6, 9, 21, 25, 25)


def test_longer_or_later_digits_are_no_epoch():
    assert epoch_in_name(["16232451250_订单.csv", "订单1623245125.csv", "2021.csv"]) is None
