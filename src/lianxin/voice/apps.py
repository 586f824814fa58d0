from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "lianxin.voice"

    def ready(self) -> None:
        from lianxin.core import sheets
        from lianxin.voice.sheets import SHEETS

        sheets.register(*SHEETS)
