"""What an open edition showed of groups. SQLite makes the table anew, for which no trigger may name it."""

from importlib import import_module

from django.db import migrations, models

FROZEN = import_module("lianxin.reports.migrations.0002_frozen")


def freeze(apps, schema_editor):
    FROZEN.freeze(apps, schema_editor, [*FROZEN.KEPT_AS_THEY_WERE, "shown_rows"])


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_frozen")]
    operations = [
        migrations.RunPython(FROZEN.thaw, FROZEN.freeze),
        migrations.AddField("edition", "shown_rows", models.JSONField(default=list)),
        migrations.RunPython(freeze, FROZEN.thaw),
    ]
