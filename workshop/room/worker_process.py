"""What the worker process runs beside the work itself; it loads only what it needs, so that it is there soon."""

from __future__ import annotations

import multiprocessing
import os
import threading

from workshop.model.network import Network
from workshop.network.compiled import kernels
from workshop.network.measures import measure


def leave_with_server() -> None:
    """End with the server, also when that was killed and could not say so."""
    server = multiprocessing.parent_process()
    if server is None:
        return

    def wait() -> None:
        server.join()
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


def load_loops() -> None:
    """Have the compiled loops loaded, or compiled the first time, before somebody waits for them."""
    kernels()
    measure(Network())
