"""What was published is refused every change by the database itself, whoever tries."""

from django.db import migrations

KEPT_AS_THEY_WERE = (
    "edition_no template language period title office text public version untouched created_by_id created_at "
    "changed_by_id changed_at checked_by_id checked_at published_by_id published_at snapshot typed "
    "typed_reason document public_document fingerprint seal"
).split()
ROWS = ("reports_editionfigure", "reports_editionchart")

_OUT = "OLD.status IN ('published', 'withdrawn')"
_WITHDRAWING = "OLD.status = 'published' AND NEW.status = 'withdrawn'"
_PARENT_OUT = (
    "EXISTS (SELECT 1 FROM reports_edition WHERE edition_no = {row}.edition_id "
    "AND status IN ('published', 'withdrawn'))"
)


def conditions(differs, columns=KEPT_AS_THEY_WERE):
    """(name, event, table, condition under which it is refused)."""
    moved = " OR ".join(f"OLD.{c} {differs} NEW.{c}" for c in columns)
    yield "edition_kept", "DELETE", "reports_edition", _OUT
    yield "edition_fixed", "UPDATE", "reports_edition", f"{_OUT} AND (NOT ({_WITHDRAWING}) OR {moved})"
    for table in ROWS:
        name = table.removeprefix("reports_")
        yield f"{name}_whole", "INSERT", table, _PARENT_OUT.format(row="NEW")
        yield f"{name}_fixed", "UPDATE", table, _PARENT_OUT.format(row="OLD")
        yield f"{name}_kept", "DELETE", table, _PARENT_OUT.format(row="OLD")


def freeze(apps, schema_editor, columns=KEPT_AS_THEY_WERE):
    if schema_editor.connection.vendor == "sqlite":
        for name, event, table, refused in conditions("IS NOT", columns):
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {refused} "
                "BEGIN SELECT RAISE(ABORT, 'a published edition is never changed'); END"
            )
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION edition_refused() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION 'a published edition is never changed' "
            "USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        for name, event, table, refused in conditions("IS DISTINCT FROM", columns):
            # a condition of WHEN may hold no subquery, so those are asked in the function
            if "SELECT" in refused:
                schema_editor.execute(
                    f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {refused} THEN "
                    "RAISE EXCEPTION 'a published edition is never changed' "
                    "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                    f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$"
                )
                schema_editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
                )
            else:
                schema_editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN ({refused}) "
                    "EXECUTE FUNCTION edition_refused()"
                )


def thaw(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for name, _event, table, refused in conditions("IS NOT"):
        if vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER {name}")
        elif vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
            if "SELECT" in refused:
                schema_editor.execute(f"DROP FUNCTION {name}()")
    if vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION edition_refused()")


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [migrations.RunPython(freeze, thaw)]
