"""Work in other processes, which end with it: when it is done, when nobody waits for it any more, when one is killed.

An executor's processes would finish what they have begun after Ctrl-C.
"""

from __future__ import annotations

import signal
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection

Given = TypeVar("Given")
Done = TypeVar("Done")


class BrokenOffError(Exception):
    """A process was ended from outside before it had done its part."""


def spread(work: Callable[[Given, int], Done], given: Given, parts: int, workers: int) -> Iterator[Done]:
    """Do the parts of a work in processes, and give what comes of them as it comes, in any order.

    Parameters
    ----------
    work
        Does one part: gets what is given, and the number of the part. A function of a module.
    workers
        How many processes share the parts.

    Raises
    ------
    BrokenOffError
        If a process ends early.
    """
    context = get_context("spawn")
    pipes = [context.Pipe() for _ in range(workers)]
    processes = [
        context.Process(target=_work, args=(work, theirs, range(number, parts, workers)), daemon=True)
        for number, (_, theirs) in enumerate(pipes)
    ]
    try:
        with _interrupts_ignored():
            for process in processes:
                process.start()
        for _, theirs in pipes:
            # Held by its process alone, a pipe ends when that ends.
            theirs.close()
        yield from _received([ours for ours, _ in pipes], given, parts)
    finally:
        for process in processes:
            if process.pid is not None:
                process.terminate()
                process.join()
        for ours, _ in pipes:
            ours.close()


def _received(pipes: Sequence[Connection], given: Given, parts: int) -> Iterator[Done]:
    done = 0
    try:
        for pipe in pipes:
            pipe.send(given)
        while done < parts:
            ready = wait(pipes)
            for pipe in pipes:
                if pipe in ready:
                    yield pipe.recv()
                    done += 1
    except (EOFError, OSError) as error:
        raise BrokenOffError from error


def _work(work: Callable[[Given, int], Done], pipe: Connection, parts: Sequence[int]) -> None:
    given = pipe.recv()
    for part in parts:
        pipe.send(work(given, part))
    # A pipe that ended here would be taken for a process that was killed.
    with suppress(EOFError):
        pipe.recv()


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Processes that are started meanwhile never see Ctrl-C: each would print where it was."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
