from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "lianxin.people"

    def ready(self) -> None:
        from lianxin.core import sheets
        from lianxin.people.sheets import SHEETS

        sheets.register(*SHEETS)
