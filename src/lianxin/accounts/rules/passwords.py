"""Passwords that are among the first anybody here would try, beyond Django's list of common ones."""

import re

_WORDS = (
    "woaini|woaiwo|aini|iloveyou|wodemima|mima|mimashi|woshishui|nihao|zhongguo|china|beijing|shanghai|qwerty|"
    "qwe|asd|zxc|qaz|wsx|admin|administrator|root|guanliyuan|bangongshi|office|password|passwd|pass|lianxin|"
    "lianxinwang|wangluo|taobao|douyin|kuaishou|weixin|wechat|alipay|zhifubao|test|ceshi|user|yonghu|abc|abcd|aa|"
    "a|q|love|wang|li|zhang|liu|chen|yang|zhao|huang|zhou|wu|xu|sun|hu|zhu|gao|lin|he|guo|ma"
)
_TAILS = (
    r"|123|123123123|1234|12345|123456|1234567|12345678|123456789|1234567890|123123|321|520|521|1314|5201314|1314520|"
    r"666|6666|666666|888|8888|888888|88888888|168|000000|111111|(19|20)\d\d([01]\d[0-3]\d)?"
)
_HABITS = re.compile(rf"({_WORDS})*({_TAILS})[!@#.]?")
_NUMBERS = re.compile(r"(\d{0,4}(5201314|1314520|520|521|1314|123|888|666|168))+\d{0,4}|1[3-9]\d{9}|\d{6,14}")
_KEYBOARD = re.compile(
    r"(1qaz|2wsx|3edc|4rfv|5tgb|qaz|wsx|edc|1q2w|3e4r|5t6y|q1w2|e3r4|zaq1|xsw2|qwer|asdf|zxcv|!@#\$)+\d{0,4}"
)


def is_habitual(password: str) -> bool:
    """我爱你 with 1314, a surname with a birthday, a telephone number, keys that lie side by side."""
    plain = password.lower().replace("_", "").replace(" ", "")
    return any(habit.fullmatch(plain) for habit in (_HABITS, _NUMBERS, _KEYBOARD)) or len(set(plain)) < 4
