"""A batch from its start to its end, also where the process in between was killed."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core.home import home
from lianxin.core.writing import in_turn
from lianxin.records.models import Batch


@contextmanager
def running_batch(actor: User | None) -> Iterator[Batch]:
    """A new batch that is done at the end of the block, or stopped if the block is left by an exception."""
    with ExitStack() as stack:
        with in_turn():
            batch = Batch.objects.create(batch_no=_next_batch_no(), actor=actor)
            stack.enter_context(_alive(batch.batch_no))  # before anyone can see the batch
        try:
            yield batch
        except BaseException:
            _end(batch, Batch.State.STOPPED)
            raise
        _end(batch, Batch.State.DONE)


def _next_batch_no() -> str:
    """20211231-0001: the day in Beijing and a running number."""
    day = f"{timezone.localdate():%Y%m%d}-"
    last = Batch.objects.filter(batch_no__startswith=day).order_by("-batch_no").first()
    number = int(last.batch_no.removeprefix(day)) + 1 if last else 1
    return f"{day}{number:04d}"


def _end(batch: Batch, state: Batch.State) -> None:
    batch.state = state
    batch.ended_at = timezone.now()
    batch.save()


@contextmanager
def _alive(batch_no: str) -> Iterator[None]:
    """Holds the sign that this process works on the batch; the system drops it however the process ends."""
    path = _sign(batch_no)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def is_alive(batch_no: str) -> bool:
    """Whether some process works on the batch."""
    path = _sign(batch_no)
    if not path.exists():
        return False
    with path.open("r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    path.unlink(missing_ok=True)
    return False


def _sign(batch_no: str) -> Path:
    folder = home().folder / "running"
    folder.mkdir(exist_ok=True)
    return folder / f"import-{batch_no}"


def stop_dead_batches() -> None:
    """What a killed import had finished stays; the batch says that it was stopped."""
    for batch in Batch.objects.filter(state=Batch.State.RUNNING):
        if not is_alive(batch.batch_no):
            _end(batch, Batch.State.STOPPED)
