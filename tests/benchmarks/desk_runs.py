"""What one desk run costs with and without a garbage collection after it. Figures only; nothing is asserted.

    .venv/bin/python -m tests.benchmarks.desk_runs [sessions] [runs each]

Starts the real server twice on a sample camp (Streamlit's default, then as we ship it), opens that many
facilitator sessions on the room page over WebSocket, lets each ask for runs with a second of thought between, and
prints waiting times and the server's processor time per run. Both in one call, since machines differ by the hour.
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import signal
import statistics
import sys
import tempfile
import threading
import time
import urllib.request
from multiprocessing.connection import Connection

import streamlit.config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from workshop.base.settings import Settings
from workshop.sample import sample
from workshop.server import launch as server
from workshop.services.app import access
from workshop.services.app.content import read_content
from workshop.services.app.context import AppContext
from workshop.store.engine import open_store
from workshop.store.migrate import migrate

THINK = 1.0
MOST_SECONDS = 300


def serve(pipe: Connection, port: int, collect: bool) -> None:
    settings = Settings(
        db=f"sqlite:///{tempfile.mkdtemp()}/bench.sqlite3",
        host="127.0.0.1",
        port=port,
    )
    store = open_store(settings.db)
    migrate(store)
    context = AppContext(store, read_content(settings.content))
    access.prepare(context)
    camp = sample.fill(context)
    token = access.sign_in(context, camp.camp.code, camp.password)
    if collect:
        server.REQUIRED["runner.postScriptGC"] = True
        build = server.build

        def build_and_set(*arguments: object) -> object:
            app = build(*arguments)  # type: ignore[arg-type]
            streamlit.config.set_option("runner.postScriptGC", True)
            return app

        server.build = build_and_set  # type: ignore[assignment]

    def report() -> None:
        while True:
            pipe.recv()
            used = resource.getrusage(resource.RUSAGE_SELF)
            pipe.send(used.ru_utime + used.ru_stime)

    threading.Thread(target=report, daemon=True).start()
    server.run(context, settings, lambda: pipe.send(token))


def session(port: int, token: str, runs: int, waits: list[float]) -> None:
    chance = random.Random(threading.get_ident())
    with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        additional_headers={"Cookie": f"desk={token}; lang=zh", "Origin": f"http://127.0.0.1:{port}"},
        max_size=None,
    ) as socket:
        for _ in range(runs):
            message = BackMsg()
            message.rerun_script.query_string = ""
            message.rerun_script.page_name = "room"
            began = time.perf_counter()
            socket.send(message.SerializeToString())
            while True:
                reply = ForwardMsg()
                reply.ParseFromString(socket.recv(timeout=120))  # type: ignore[arg-type]
                if reply.WhichOneof("type") == "script_finished":
                    break
            waits.append(time.perf_counter() - began)
            time.sleep(THINK * chance.uniform(0.5, 1.5))


def measure(name: str, port: int, sessions: int, runs: int, *, collect: bool) -> None:
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(there, port, collect))
    process.start()
    token = here.recv()
    urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz").read()
    waits: list[float] = []
    session(port, token, 2, [])  # the first run imports
    here.send(None)
    before = here.recv()
    threads = [threading.Thread(target=session, args=(port, token, runs, waits)) for _ in range(sessions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    here.send(None)
    used = here.recv() - before
    process.kill()  # a benchmark must end, whatever the server is waiting for
    process.join()
    cuts = statistics.quantiles(waits, n=100)
    print(
        f"{name}: {sessions} sessions, {len(waits)} runs, wait p50 {cuts[49] * 1000:.0f} ms, "
        f"p95 {cuts[94] * 1000:.0f} ms, {used / len(waits) * 1000:.1f} ms processor a run",
        flush=True,
    )


if __name__ == "__main__":
    signal.alarm(MOST_SECONDS)
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    each = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    measure("collecting after every run", 8791, wanted, each, collect=True)
    measure("as shipped", 8792, wanted, each, collect=False)
