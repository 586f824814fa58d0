"""Where a message can go: a mobile number of the mainland, or a mail address."""

import re
import unicodedata

_MOBILE = re.compile(r"1[3-9]\d{9}")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def normal_address(text: str) -> tuple[str, str] | None:
    """("phone", "13800138000") or ("email", "a@b.cn") in the one form they are kept in; None for neither."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    digits = re.sub(r"[\s()-]", "", plain)
    digits = re.sub(r"^(\+|00)86", "", digits)
    if _MOBILE.fullmatch(digits):
        return "phone", digits
    return ("email", plain) if _MAIL.fullmatch(plain) and len(plain) <= 254 else None
