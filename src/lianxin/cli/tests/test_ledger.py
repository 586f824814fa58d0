"""`lianxin ledger`, and the one event of every command."""

import email.message
import json
import shutil

import click
import pytest
from click.globals import pop_context

from lianxin.accounts.models import User
from lianxin.cli import ledgering
from lianxin.cli.failures import explain
from lianxin.cli.ledgering import open_event
from lianxin.cli.main import main
from lianxin.core import ledger
from lianxin.core.ledger import LedgerUnavailable
from lianxin.engines.ledger import Ledger
from lianxin.trust.queries.book import book

SEED = bytes(range(32))


@pytest.fixture
def home(tmp_path, monkeypatch):
    folder = tmp_path / "home"
    (folder / "keys").mkdir(parents=True)
    (folder / "keys").chmod(0o700)
    (folder / "keys" / "ledger.key").write_bytes(SEED)
    monkeypatch.setattr("lianxin.trust.queries.book.key", lambda name, size: SEED)
    Ledger.make(folder / "ledger")
    monkeypatch.setenv("LIANXIN_HOME", str(folder))
    return folder


@pytest.fixture
def lianxin(home, db, capsys, monkeypatch):
    """Runs a command in this process; (exit code, standard output, standard error)."""
    for name in ("LANGUAGE", "LIANXIN_LANG"):
        monkeypatch.setenv(name, "zh-hans")

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return ended.value.code, told.out, told.err

    return run


def codes(document):
    return [finding["code"] for finding in json.loads(document)["findings"]]


def filled(home, count):
    """A ledger as the product would have written it, with one head."""
    found = Ledger(home / "ledger", SEED)
    for number in range(count):
        found.append({"actor": "chen", "subjects": {f"member:M{number}": ["members"]}}, [f"member:M{number}"])
    head = found.sign_head()
    found.close()
    return head


def test_verify_head_restore(lianxin, home):
    """An honest ledger, then one put back to before: exit codes 0, 1, 2."""
    filled(home, 3)
    shutil.copytree(home / "ledger", home / "copy")
    head = filled(home, 2)
    assert lianxin("ledger", "head") == (0, head.text, "")
    mail = email.message.EmailMessage()
    mail["Subject"] = "台账签名头"
    mail.set_content(f"请保存。\n\n{head.text}", cte="base64")
    (home / "head.eml").write_bytes(mail.as_bytes())

    code, out, err = lianxin("ledger", "verify", "--since", home / "head.eml", "--json", "--progress")
    assert code == 0
    assert "5" in err
    document = json.loads(out)
    assert (document["ok"], document["entries"], document["heads"], document["since"]) == (True, 5, 2, 1)

    put_back(home)
    code, out, _ = lianxin("ledger", "verify", "--json")
    assert (code, codes(out)) == (1, ["head_beyond"])
    code, out, _ = lianxin("ledger", "verify")
    assert code == 1
    assert head.at in out
    code, out, err = lianxin("ledger", "head", "--sign")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "lianxin ledger restore" in err
    code, out, _ = lianxin("doctor", "--json")
    assert code == 1
    assert [c["state"] for c in json.loads(out)["checks"] if "lianxin ledger restore" in c["detail"]] == [
        "wrong"
    ]

    code, out, _ = lianxin("ledger", "restore", "--reason", "硬盘坏了")
    assert code == 0
    assert "硬盘坏了" in out
    code, out, _ = lianxin("ledger", "verify", "--json")
    assert (code, codes(out)) == (0, ["segment"])
    assert json.loads(out)["findings"][0]["lost"] == [4, 5]
    code, out, _ = lianxin("ledger", "verify", "--json", "--since", head.text)
    assert (code, codes(out)) == (1, ["segment", "since_lost"])


def put_back(home):
    """As a copy of the first three entries would; heads.txt stays."""
    heads = (home / "ledger" / "heads.txt").read_text()
    book().close()
    shutil.rmtree(home / "ledger")
    shutil.copytree(home / "copy", home / "ledger")
    (home / "ledger" / "heads.txt").write_text(heads)
    book()._checked = 0  # as in a process that starts anew


def test_what_cannot_be_done_is_one_line(lianxin, home):
    (home / "no.txt").write_text("no head")
    filled(home, 1)
    for given in ("no.txt", "missing.txt"):
        code, out, err = lianxin("ledger", "verify", "--since", home / given)
        assert (code, out, err.count("\n")) == (2, "", 1)
    assert "missing.txt" in err
    book().close()
    for file in (home / "ledger").glob("ledger.sqlite*"):
        file.unlink()
    code, out, err = lianxin("ledger", "verify")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "ledger.sqlite" in err


@click.group()
def group():
    pass


@group.command()
@click.option("--actor")
@click.option("--lines", default=1)
def show(actor, lines):
    open_event()
    open_event()  # a command may open its home twice
    ledger.seen(["member:M0001"], "members")
    click.echo("13800000000\n" * lines, nl=False)


@group.command()
def serve():
    open_event()
    click.echo(str(ledger.is_open()))


def called(*arguments):
    """Click leaves a command's context behind where its end fails: the next test is not of that command."""
    try:
        return group.main(list(arguments), prog_name="lianxin", standalone_mode=False)
    finally:
        while click.get_current_context(silent=True):
            pop_context()


def broken(monkeypatch):
    def fail(*_):
        raise LedgerUnavailable("disk is full")

    monkeypatch.setattr(type(book()), "append", fail)


@pytest.mark.django_db
def test_a_command_is_one_event_of_the_system_user(home, capsys, monkeypatch):
    monkeypatch.setattr(ledgering.getpass, "getuser", lambda: "wang")
    called("show")
    assert capsys.readouterr().out == "13800000000\n"
    (entry,) = book().entries(1, 9)
    assert entry.payload["actor"] == "cli:wang"
    assert entry.payload["role"] == "command_line"
    assert entry.payload["what"] == "cli:show"
    assert book().last_head().size == 1


@pytest.mark.django_db
def test_the_actor_of_a_command_is_named(home):
    User.objects.create_user("chen", role=User.Role.OFFICE)
    called("show", "--actor", "chen")
    assert book().entries(1, 1)[0].payload["actor"] == "chen"


@pytest.mark.django_db
@pytest.mark.parametrize("lines", [1, 200_000])
def test_a_command_whose_event_cannot_be_written_says_nothing(home, capsys, monkeypatch, lines):
    broken(monkeypatch)
    with pytest.raises(LedgerUnavailable) as caught:
        called("show", "--lines", str(lines))
    assert capsys.readouterr().out == ""
    assert explain(caught.value)[1] == 2
    assert "disk is full" in explain(caught.value)[0]


@pytest.mark.django_db
def test_a_long_answer_does_not_wait_in_memory(home, capsys):
    called("show", "--lines", "200000")
    assert capsys.readouterr().out == "13800000000\n" * 200_000
    assert book().size() == 1


@pytest.mark.django_db
def test_serving_is_no_event(home, capsys):
    called("serve")
    assert capsys.readouterr().out == "False\n"
