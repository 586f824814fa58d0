from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "lianxin.voice"

    def ready(self) -> None:
        from lianxin.core import hooks, sheets
        from lianxin.voice.figures import FIGURES
        from lianxin.voice.sheets import SHEETS

        sheets.register(*SHEETS)
        hooks.figures.extend(FIGURES)
