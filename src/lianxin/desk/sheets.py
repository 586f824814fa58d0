"""The record sheets of desk."""

from lianxin.core.sheets import Sheet
from lianxin.desk.models import Question

SHEETS = (Sheet("questions", Question, key=("question_no",), en="Questions"),)
