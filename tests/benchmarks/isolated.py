"""Work in a process of its own, so that its memory is its own and it can be stopped when it takes too long."""

from __future__ import annotations

from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")

_STATUS = Path("/proc/self/status")
_RESET = Path("/proc/self/clear_refs")


def isolated(
    seconds: float, work: Callable[_Given, _Result], *args: _Given.args, **kwargs: _Given.kwargs
) -> _Result | None:
    """Call a function in a new process.

    Parameters
    ----------
    seconds
        How long it may take.

    Returns
    -------
    object
        What the function gives; None when it took too long.

    Raises
    ------
    RuntimeError
        If the process ends without a result; it has printed why.
    """
    context = get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(sending, work, args, kwargs))
    process.start()
    sending.close()
    try:
        if not receiving.poll(seconds):
            return None
        result: _Result = receiving.recv()
    except EOFError:
        raise RuntimeError("the measurement failed, for the reason printed above") from None
    else:
        return result
    finally:
        process.terminate()
        process.join()


def forget_peak() -> None:
    """Begin anew to watch for the most memory; in silence where the system cannot."""
    with suppress(OSError):
        _RESET.write_text("5", encoding="ascii")


def memory() -> float:
    """Memory that this process holds now, in MB."""
    return _from_status("VmRSS")


def peak_memory() -> float:
    """The most memory that this process has held, in MB, since its start or :func:`forget_peak`.

    Not ``ru_maxrss``: that includes the process which started this one.
    """
    return _from_status("VmHWM")


def _send(sending: Connection, work: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    sending.send(work(*args, **kwargs))


def _from_status(name: str) -> float:
    """A figure from Linux's account of the process; not a number elsewhere."""
    with suppress(OSError):
        for line in _STATUS.read_text(encoding="ascii").splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) * 1024 / 1_000_000
    return float("nan")
