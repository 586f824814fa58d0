from django.db import migrations

from lianxin.spaces.models import guard


def install(apps, schema_editor):
    guard.install(schema_editor.connection)


def remove(apps, schema_editor):
    guard.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """The database keeps two bookings out of one slot. Deferred foreign keys of 0002 must be in place first."""

    dependencies = [("spaces", "0002_arrangements")]

    operations = [migrations.RunPython(install, remove)]
