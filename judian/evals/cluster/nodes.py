"""Nodes of a cluster: started on free ports of 127.0.0.1, ended with this process at the latest."""

from __future__ import annotations

import json
import socket
import subprocess
import time
import urllib.request
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Self

from judian.evals.cluster.jars import install, jar_folder, java

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

#: Seconds until a started cluster is green, on a machine with other work: a node takes 7 to 20 s of
#: processor time.
PATIENCE = 600.0
#: Seconds that a node may take to close its files before it is killed.
_CLOSING = 30.0
_FLAGS = (
    "-XX:+UseSerialGC",
    "-XX:+ExitOnOutOfMemoryError",
    "-Dlog4j2.disable.jmx=true",
    "-Dfile.encoding=UTF-8",
    "-Dio.netty.noUnsafe=true",
)
#: Compiled quickly and not well: a third of the processor time of a short run.
_SHORT_RUN = "-XX:TieredStopAtLevel=1"
#: Bootstrap checks are only warnings on the loopback address, so no system setting is needed.
_COMMON = (
    "cluster.name=judian-test",
    "network.host=127.0.0.1",
    "transport.type=netty4",
    "http.type=netty4",
    "cluster.routing.allocation.disk.threshold_enabled=false",
    "action.auto_create_index=false",
    "indices.breaker.total.use_real_memory=true",
    "cluster.max_shards_per_node=5000",
    "indices.query.bool.max_clause_count=16384",
)


class ClusterFailed(Exception):
    """The cluster did not start; the message ends with the last lines of its log."""


class Cluster:
    """A cluster of `count` nodes with `heap_mb` MiB each for their data, in `folder`.

    A context manager: entering starts it and waits until it is green. With `together` all nodes
    are in one process, which starts in a third of the time and then shares one heap of `heap_mb`;
    apart, each can be killed. With `optimized` it becomes as fast as a cluster that runs for long;
    starting takes three times the processor time.
    """

    def __init__(
        self,
        folder: Path,
        *,
        count: int = 3,
        heap_mb: int = 512,
        together: bool = True,
        optimized: bool = False,
    ) -> None:
        self.folder = folder
        self.count = count
        self._heap_mb = heap_mb
        self._together = together
        self._flags = _FLAGS if optimized else (*_FLAGS, _SHORT_RUN)
        self._ports = _free_ports(2 * count)
        self._processes: dict[int, subprocess.Popen[bytes]] = {}
        self._logs: list[IO[bytes]] = []

    @property
    def urls(self) -> list[str]:
        """The address of each node, http://127.0.0.1:PORT."""
        return [f"http://127.0.0.1:{port}" for port in self._ports[: self.count]]

    @property
    def process_ids(self) -> list[int]:
        """The ids of the running processes."""
        return [process.pid for process in self._processes.values()]

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as undo:
            undo.callback(self.stop)
            for node in (0,) if self._together else range(self.count):
                self.start(node)
            self.wait(self.count)
            undo.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self, node: int) -> None:
        """Start the process of a node, or of all nodes if they are together."""
        log = (self.folder / f"log-{node}.txt").open("ab")
        self._logs.append(log)
        groups = range(self.count) if self._together else (node,)
        settings = [*_COMMON, *self._discovery()]
        for one in groups:
            settings += ["--", *self._own_settings(one)]
        heap = [f"-Xms{self._heap_mb}m", f"-Xmx{self._heap_mb}m"]
        path = install(jar_folder())
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        self._processes[node] = subprocess.Popen(
            [java(), *heap, *self._flags, "-cp", path, "Nodes", str(home), *settings],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            cwd=home,
        )

    def _discovery(self) -> list[str]:
        if self.count == 1:
            return ["discovery.type=single-node"]
        hosts = ",".join(f"127.0.0.1:{port}" for port in self._ports[self.count :])
        names = ",".join(f"n{node}" for node in range(self.count))
        return [f"discovery.seed_hosts={hosts}", f"cluster.initial_cluster_manager_nodes={names}"]

    def _own_settings(self, node: int) -> list[str]:
        return [
            f"node.name=n{node}",
            f"http.port={self._ports[node]}",
            f"transport.port={self._ports[self.count + node]}",
            f"path.data={self.folder / 'data' / f'n{node}'}",
            f"path.repo={self.folder / 'backups'}",
        ]

    def kill(self, node: int) -> None:
        """End the process of a node at once, as a power cut would."""
        process = self._processes.pop(node)
        process.kill()
        process.wait()
        _close(process)

    def wait(self, nodes: int, status: str = "green", patience: float = PATIENCE) -> None:
        """Return when so many nodes are there and the cluster is green, or yellow if that is asked
        for. Raises ClusterFailed."""
        end = time.monotonic() + patience
        wanted = {"green"} if status == "green" else {"green", "yellow"}
        while time.monotonic() < end:
            health = self._health()
            if health.get("number_of_nodes") == nodes and health.get("status") in wanted:
                return
            if any(process.poll() is not None for process in self._processes.values()):
                break
            time.sleep(0.2)
        raise ClusterFailed(f"the cluster did not become {status}:\n{self._last_lines()}")

    def _health(self) -> dict[str, object]:
        for url in self.urls:
            try:
                with urllib.request.urlopen(f"{url}/_cluster/health", timeout=5) as reply:
                    found: dict[str, object] = json.load(reply)
                    return found
            except (OSError, ValueError):  # this node is not ready yet, or not any more
                continue
        return {}

    def _last_lines(self) -> str:
        lines: list[str] = []
        for log in sorted(self.folder.glob("log-*.txt")):
            lines += log.read_text("utf-8", "replace").splitlines()[-15:]
        return "\n".join(lines)

    def stop(self) -> None:
        """End every process; the data stay."""
        for process in self._processes.values():
            _close(process)  # the end of its input tells a node to close
        for process in self._processes.values():
            try:
                process.wait(_CLOSING)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._processes.clear()
        for log in self._logs:
            log.close()
        self._logs.clear()


def _close(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()


def _free_ports(count: int) -> list[int]:
    """Ports of 127.0.0.1 that nothing listens on."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]
