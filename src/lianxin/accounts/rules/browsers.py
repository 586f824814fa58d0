"""What a browser calls itself, so that somebody can tell the own devices apart."""

#: Part of the browser's words → its name. The first that fits: most call themselves Chrome or Safari too.
_BROWSERS = (
    ("micromessenger", "WeChat"),
    ("dingtalk", "DingTalk"),
    ("qqbrowser", "QQ Browser"),
    ("ucbrowser", "UC Browser"),
    ("quark", "Quark"),
    ("huaweibrowser", "Huawei Browser"),
    ("miuibrowser", "Xiaomi Browser"),
    ("heytapbrowser", "OPPO Browser"),
    ("vivobrowser", "vivo Browser"),
    ("qihu", "360 Browser"),
    ("360se", "360 Browser"),
    ("edg", "Edge"),
    ("firefox", "Firefox"),
    ("fxios", "Firefox"),
    ("chrome", "Chrome"),
    ("crios", "Chrome"),
    ("safari", "Safari"),
)
_SYSTEMS = (
    ("harmonyos", "HarmonyOS"),
    ("openharmony", "HarmonyOS"),
    ("android", "Android"),
    ("iphone", "iPhone"),
    ("ipad", "iPad"),
    ("windows", "Windows"),
    ("mac os x", "Mac"),
    ("cros", "ChromeOS"),
    ("linux", "Linux"),
)


def browser_and_system(user_agent: str) -> tuple[str, str]:
    """("WeChat", "Android"); "" for what is not known."""
    plain = user_agent.lower()
    browser, system = (
        next((name for part, name in known if part in plain), "") for known in (_BROWSERS, _SYSTEMS)
    )
    return browser, system
