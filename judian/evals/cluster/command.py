"""`python -m judian.evals cluster`: a cluster on the loopback address until Ctrl-C."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from judian.evals.cluster.jars import missing_tools
from judian.evals.cluster.nodes import Cluster, ClusterFailed

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--nodes", type=int, default=3, help="how many (default: 3)")
    parser.add_argument("--heap", type=int, default=512, help="MiB of heap (default: 512)")
    parser.add_argument(
        "--apart", action="store_true", help="a process and a heap for each node, not one for all"
    )
    parser.add_argument(
        "--optimized", action="store_true", help="as fast as one that runs for long; starts slowly"
    )
    parser.add_argument("--data", type=Path, help="folder to keep the data in (default: none)")


def main(args: argparse.Namespace) -> int:
    """Run it; the exit status is 2 where a cluster cannot be started."""
    if missing := missing_tools():
        print(f"a cluster needs {' and '.join(missing)}", file=sys.stderr)
        return 2
    with TemporaryDirectory(prefix="judian-cluster-") as folder:
        nodes = Cluster(
            (args.data or Path(folder)).absolute(),
            count=args.nodes,
            heap_mb=args.heap,
            together=not args.apart,
            optimized=args.optimized,
        )
        try:
            with nodes:
                print(f"JUDIAN_OPENSEARCH_HOSTS={','.join(nodes.urls)}", flush=True)
                threading.Event().wait()
        except KeyboardInterrupt:
            return 0
        except ClusterFailed as error:
            print(error, file=sys.stderr)
            return 2
    return 0
