"""A run of a solver: its clock, its threads, when they end, and news on the way."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from numpy import isfinite

from lianxin.engines.planner.result import Progress


@dataclass
class Run:
    """What the threads of one run share. Only the thread that began it asks and tells outside."""

    seconds: float
    seed: int
    on_progress: Callable[[Progress], None] | None = None
    should_stop: Callable[[], bool] | None = None
    began: float = field(default_factory=monotonic)
    stopped: threading.Event = field(default_factory=threading.Event)
    _caller: int = field(default_factory=threading.get_ident)
    _threads: list[threading.Thread] = field(default_factory=list)
    _failed: list[BaseException] = field(default_factory=list)

    @property
    def spent(self) -> float:
        """Seconds so far."""
        return monotonic() - self.began

    def share(self) -> float:
        """How much of the time is over."""
        return self.spent / max(self.seconds, 1e-9)

    def stops(self) -> bool:
        """Whether somebody said stop, whatever the clock says."""
        if self._called() and self.should_stop and self.should_stop():
            self.stopped.set()
        return self.stopped.is_set()

    def tell(self, stage: str, worth: float, bound: float) -> None:
        """News for the caller; a bound that is not finite is none yet."""
        if self.on_progress and self._called():
            self.on_progress(Progress(stage, self.spent, worth, bound if isfinite(bound) else None))

    def _called(self) -> bool:
        return threading.get_ident() == self._caller

    def start(self, work: Callable[[], None]) -> None:
        """Work in a thread of its own; what goes wrong there stops the run and is raised by :meth:`end`."""

        def guarded() -> None:
            try:
                work()
            except BaseException as error:
                self._failed.append(error)
                self.stopped.set()

        self._threads.append(threading.Thread(target=guarded))
        self._threads[-1].start()

    def works(self) -> bool:
        """Whether a thread is still at it."""
        return any(thread.is_alive() for thread in self._threads)

    def end(self, grace: float | None = None) -> None:
        """Stop, and wait for each thread, for ``grace`` seconds at most: then it ends by itself, unheard."""
        self.stopped.set()
        for thread in self._threads:
            thread.join(grace)
        if self._failed:
            raise self._failed[0]
