"""A column gives what its cleaner gives cell by cell, by whichever path."""

import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.engines.tabular import CellError, Problem, cells, map_column
from lianxin.engines.tabular import columns as engine

CLEANERS = [
    cells.text, cells.identifier, cells.whole, cells.decimal, cells.amount, cells.percent, cells.day,
    cells.moment, cells.flag, cells.words,
]  # fmt: skip
PAD = st.sampled_from(["", "\t", " ", "\u3000", "'", "\ufeff"])
CORE = st.one_of(
    st.text(max_size=8),
    st.text(alphabet="0123456789.-", max_size=20),
    st.from_regex(r"\A-?\d{1,17}(\.\d{0,5})?\Z"),
    st.from_regex(r"\A[0-9A-Za-z_-]{1,8}\Z"),
    st.from_regex(r"\A[¥￥]?-?\d{1,3}(,\d{3}){0,4}(\.\d{0,3})?元?\Z"),
    st.from_regex(r"\A(1[89]|2[0-3])\d\d-[01]\d-[0-3]\d[ T][0-2]\d:[0-6]\d:[0-6]\d\Z"),
    st.from_regex(r"\A20\d\d-[01]\d-[0-3]\d[ T]\d{6}\.\d\Z"),
    st.datetimes(dt.datetime(1890, 1, 1), dt.datetime(2210, 1, 1)).map(
        lambda at: str(at.replace(microsecond=0))
    ),
    st.sampled_from(
        ["-", "--", "None", "nan", "NULL", "无", "是", "否", "6.92E+18", "6.92E18", "1E+5", "-0", "-0.00"]
    ),
    st.sampled_from(
        [cells.plain(6.92e18), "2021-06-09 21:25+08", "9999999999999999.99", "茶叶 250g", "甲；乙"]
    ),
)
COLUMN = st.lists(st.tuples(PAD, CORE, PAD).map("".join), max_size=12)


@pytest.mark.parametrize("cleaner", CLEANERS, ids=lambda cleaner: cleaner.__name__)
@pytest.mark.parametrize("coded", [False, True], ids=["plain", "dictionary"])
def test_a_column_is_its_cells(cleaner, coded, monkeypatch):
    monkeypatch.setattr(engine, "FEW", 0)  # shortcuts for short columns too

    @settings(deadline=None)  # the machine may be busy
    @given(COLUMN)
    def check(texts):
        values, refused = {}, {}
        for at, text in enumerate(texts):
            try:
                values[at] = cleaner(text)
            except CellError as error:
                values[at], refused[at] = None, (error.code, error.value)
        array = pa.array(texts, pa.string())
        found = map_column(array.dictionary_encode() if coded else array, cleaner)
        assert {at: (error.code, error.value) for at, error in found.refused.items()} == refused
        assert list(found.refused) == sorted(refused)
        assert [v for at, v in enumerate(found.values.to_pylist()) if at not in refused] == [
            v for at, v in values.items() if at not in refused
        ]
        assert all(not found.values[at].as_py() for at in refused)

    check()


@pytest.mark.parametrize(
    ("cleaner", "usual", "odd", "value"),
    [
        (cells.identifier, "6921234567890123456\t", "P-12", "P-12"),
        (cells.amount, "12.50", "¥1,299.9", Decimal("1299.90")),
        (cells.moment, "2021-06-09 21:25:25", "2021/6/9 21:25", dt.datetime(2021, 6, 9, 21, 25)),
        (cells.moment, "2021-06-09 21:25:25", "", None),
    ],
)
def test_one_odd_cell_among_many(cleaner, usual, odd, value):
    texts = [usual] * 5000
    texts[77] = odd
    found = map_column(pa.array(texts), cleaner)
    assert found.values[77].as_py() == value
    assert found.values[78].as_py() == cleaner(usual)


def test_refused_cells_become_problems_with_their_rows():
    found = map_column(pa.array(["1.00", "x", "2.00", "x"]), cells.amount)
    assert found.problems("金额", pa.array([5, 6, 8, 9], pa.int32())) == [
        Problem(6, "金额", "x", "bad_number", {}),
        Problem(9, "金额", "x", "bad_number", {}),
    ]
    assert found.values.type == pa.decimal128(18, 2)


def test_any_function_of_a_text_may_clean_and_each_distinct_value_is_cleaned_once():
    seen = []

    def length(text: str) -> int:
        seen.append(text)
        return len(text)

    found = map_column(pa.array(["ab", "c", "ab", "ab"]).dictionary_encode(), length, to=pa.int64())
    assert found.values.to_pylist() == [2, 1, 2, 2]
    assert seen == ["ab", "c"]


def test_a_dictionary_of_texts_stays_one_of_distinct_values():
    found = map_column(pa.array(["a", "a ", "b", "a"]).dictionary_encode(), cells.text).values
    assert isinstance(found, pa.DictionaryArray)
    assert found.to_pylist() == ["a", "a", "b", "a"]
    assert sorted(found.dictionary.to_pylist()) == ["a", "b"]
