"""Files for services and containers fit the program: its commands, settings, files and rights."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import jsonschema
import pytest
import yaml

from judian.command import COMMANDS
from judian.core.settings import SETTINGS
from judian.search.replies.results import Health
from tests.project import ROOT
from webui.http.metrics import Metrics

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ROOT / "docs" / "deploy"
FILES = sorted(path.name for path in FOLDER.iterdir())
UNITS = [name for name in FILES if name.endswith((".service", ".timer"))]
COMPOSED = [name for name in FILES if name.startswith("compose")]
DOCKERFILE = (FOLDER / "Dockerfile").read_text("utf-8")


def test_every_file_is_described() -> None:
    page = (ROOT / "docs" / "keeping.md").read_text("utf-8")
    assert [name for name in FILES if name not in page] == []


@pytest.mark.parametrize("name", FILES)
def test_settings_exist(name: str) -> None:
    used = set(re.findall(r"JUDIAN_([A-Z_]+)", (FOLDER / name).read_text("utf-8")))
    assert used <= {setting.name.upper() for setting in SETTINGS}


def test_commands_exist() -> None:
    texts = "".join((FOLDER / name).read_text("utf-8") for name in UNITS)
    used = re.findall(r"bin/judian (\w+)", texts)
    for name in COMPOSED:
        used += re.findall(r'command: \["(\w+)"', (FOLDER / name).read_text("utf-8"))
    assert len(used) >= 8
    assert set(used) <= set(COMMANDS)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_the_units_are_sound(tmp_path: Path) -> None:
    for name in UNITS:
        text = (FOLDER / name).read_text("utf-8")
        (tmp_path / name).write_text(re.sub(r"/opt/judian/\S+", "/bin/true", text), "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / name) for name in UNITS)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    wrong = [line for line in done.stderr.splitlines() if str(tmp_path) in line]
    assert not wrong


def test_the_windows_service_is_well_formed() -> None:
    service = ElementTree.parse(FOLDER / "judian-service.xml").getroot()
    assert service.findtext("arguments", "").startswith("serve ")
    failure = service.find("onfailure")
    assert failure is not None
    assert failure.get("action") == "restart"


def test_the_image_is_that_of_a_tested_python_and_runs_as_nobody_in_particular() -> None:
    bases = re.findall(r"^FROM python:(\d+\.\d+)\.\d+-slim", DOCKERFILE, re.MULTILINE)
    assert len(bases) == 2
    allowed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    low, high = (tuple(map(int, part.lstrip("<>=").split("."))) for part in
                 allowed["requires-python"].split(","))  # fmt: skip
    assert all(low <= tuple(map(int, base.split("."))) < high for base in bases)
    last = DOCKERFILE.rsplit("FROM", 1)[1]
    assert re.search(r"^USER [1-9][0-9]+$", last, re.MULTILINE)
    assert last.index("USER") < last.index("ENTRYPOINT")
    assert "ADD " not in DOCKERFILE


def test_the_image_gets_what_it_copies() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    ignored = (FOLDER / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    for name in " ".join(copied).split():
        assert (ROOT / name).exists(), name
        assert f"!{name}" in ignored, name


def test_every_test_that_the_security_page_names_exists() -> None:
    page = (ROOT / "docs" / "security.md").read_text("utf-8")
    named = re.findall(r"`(tests/[\w/.-]+)`", page)
    assert len(named) > 20
    assert [name for name in named if not (ROOT / name).exists()] == []


#: What the Compose Specification says of the keys that are used here, and no other keys.
_TEXTS = {"type": "array", "items": {"type": "string"}}
_NETWORK = {
    "type": "object",
    "properties": {"internal": {"type": "boolean"}},
    "additionalProperties": False,
}
_SERVICE = {
    "type": "object",
    "properties": {
        "image": {"type": "string"},
        "build": {
            "type": "object",
            "properties": {"context": {"type": "string"}, "dockerfile": {"type": "string"}},
            "additionalProperties": False,
        },
        "command": _TEXTS,
        "restart": {"enum": ["no", "always", "on-failure", "unless-stopped"]},
        "read_only": {"type": "boolean"},
        "cap_drop": _TEXTS,
        "security_opt": _TEXTS,
        "tmpfs": _TEXTS,
        "volumes": _TEXTS,
        "ports": _TEXTS,
        "networks": _TEXTS,
        "depends_on": _TEXTS,
        "network_mode": {"enum": ["none"]},
        "mem_limit": {"type": "string", "pattern": "^[0-9]+[mg]$"},
        "pids_limit": {"type": "integer"},
        "environment": {"type": "object", "additionalProperties": {"type": "string"}},
        "ulimits": {"type": "object"},
        "healthcheck": {"type": "object", "required": ["test"]},
    },
    "required": ["image", "restart", "cap_drop", "security_opt", "mem_limit", "pids_limit"],
    "additionalProperties": False,
}
_COMPOSE = {
    "type": "object",
    "properties": {
        "services": {"type": "object", "additionalProperties": _SERVICE},
        "volumes": {"type": "object", "additionalProperties": {"type": "null"}},
        "networks": {"type": "object", "additionalProperties": _NETWORK},
    },
    "patternProperties": {"^x-": {}},
    "required": ["services"],
    "additionalProperties": False,
}


@pytest.mark.parametrize("name", COMPOSED)
def test_the_compose_files_are_sound(name: str) -> None:
    found = yaml.safe_load((FOLDER / name).read_text("utf-8"))
    jsonschema.validate(found, _COMPOSE)
    services = found["services"]
    for service in services.values():
        mounted = {one.partition(":")[0] for one in service.get("volumes", ())}
        assert {one for one in mounted if one[0] not in "./"} <= set(found["volumes"])
        assert set(service.get("networks", ())) <= set(found.get("networks", {}))
        assert set(service.get("depends_on", ())) <= set(services)
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))


def test_the_nodes_are_those_that_the_program_asks() -> None:
    found = yaml.safe_load((FOLDER / "compose-cluster.yaml").read_text("utf-8"))
    nodes = {name for name in found["services"] if name.startswith("node")}
    assert len(nodes) == 3
    hosts = found["services"]["web"]["environment"]["JUDIAN_OPENSEARCH_HOSTS"].split(",")
    assert hosts == [f"https://{name}:9200" for name in sorted(nodes)]
    for name in nodes:
        given = found["services"][name]["environment"]
        assert given["node.name"] == name
        assert set(given["discovery.seed_hosts"].split(",")) == nodes
    settings = yaml.safe_load((FOLDER / "opensearch.yml").read_text("utf-8"))
    assert settings["plugins.security.ssl.http.enabled"] is True
    assert settings["plugins.security.allow_unsafe_democertificates"] is False


#: Metrics of the exporter for OpenSearch 2 (the plug-in prometheus-exporter), by its source.
EXPORTED = {
    "circuitbreaker_tripped_count", "cluster_datanodes_number", "cluster_nodes_number",
    "cluster_shards_number", "cluster_status", "fs_total_available_bytes", "fs_total_total_bytes",
    "indices_doc_deleted_number", "indices_doc_number", "indices_search_query_count",
    "indices_store_size_bytes", "jvm_mem_heap_used_percent",
}  # fmt: skip


def test_the_dashboard_shows_metrics_that_exist() -> None:
    dashboard = json.loads((FOLDER / "dashboard.json").read_text("utf-8"))
    panels = [panel for panel in dashboard["panels"] if panel["type"] != "row"]
    assert all(panel["description"] and panel["targets"] for panel in panels)
    queries = " ".join(target["expr"] for panel in panels for target in panel["targets"])
    metrics = Metrics()
    metrics.record("search", 200, 0.1)
    shown = metrics.exposition(Health(True, 3, 1, 0, 2))
    ours = set(re.findall(r"^(judian_\w+)", shown, re.MULTILINE))
    used = set(re.findall(r"\b(judian_\w+)", queries))
    assert used <= ours
    assert len(used) >= 8
    theirs = set(re.findall(r"\bopensearch_(\w+)", queries))
    assert theirs == EXPORTED
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in panels]
    assert len(set(places)) == len(panels)
