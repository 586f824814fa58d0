from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "lianxin.voice"

    def ready(self) -> None:
        from lianxin.core import hooks, scope, sheets
        from lianxin.people.rules import Tab
        from lianxin.voice.access import RULES
        from lianxin.voice.figures import FIGURES
        from lianxin.voice.sheets import SHEETS

        sheets.register(*SHEETS)
        scope.register(*RULES)
        hooks.figures.extend(FIGURES)
        hooks.profile_tabs.append(
            Tab("representation", "Representation", "speakerphone", ("appointments", "proposals"))
        )
