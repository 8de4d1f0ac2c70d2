"""OpenSearch as jars of Maven Central, with the program that starts nodes from them.

There is no archive of the whole server in Maven Central, but its jars are enough.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

#: The last line that runs on Java 17, which is what Debian 12 and the images of most CI have.
VERSION = "2.19.6"
#: group, artifact, version; Apache-2.0 all of them.
ARTIFACTS = (
    ("org.opensearch", "opensearch", VERSION),
    ("org.opensearch.plugin", "transport-netty4-client", VERSION),
    ("org.opensearch.plugin", "lang-painless", VERSION),
    ("org.opensearch.plugin", "analysis-common", VERSION),
    ("org.opensearch.plugin", "mapper-extras-client", VERSION),
    ("org.opensearch.plugin", "reindex-client", VERSION),
    ("org.apache.logging.log4j", "log4j-core", "2.25.4"),
)
#: Names another folder for the jars than the user's cache.
FOLDER_VARIABLE = "JUDIAN_CLUSTER_JARS"
DATA = Path(__file__).resolve().parent / "data"
#: Seconds that fetching the jars (50 MB) or compiling may take.
_PATIENCE = 900
_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion><groupId>judian</groupId><artifactId>cluster</artifactId>
<version>1</version><packaging>pom</packaging><dependencies>{dependencies}</dependencies></project>
"""


def missing_tools() -> list[str]:
    """The names of the tools that are needed and not there; [] if all are."""
    tools = {"a JDK (javac)": java("javac"), "Maven (mvn)": "mvn"}
    return [name for name, program in tools.items() if shutil.which(program) is None]


def java(program: str = "java") -> str:
    """A program of the JDK that JAVA_HOME names, else of the search path."""
    home = os.environ.get("JAVA_HOME")
    return str(Path(home) / "bin" / program) if home else program


def jar_folder() -> Path:
    """The folder that keeps the jars: that of FOLDER_VARIABLE, else one in the user's cache."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named).absolute()
    if sys.platform == "win32":
        cache = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "judian" / f"opensearch-{VERSION}"


def install(folder: Path) -> str:
    """The class path of the jars in `folder`, which are fetched and compiled if they are not there.

    Raises CalledProcessError with what Maven or the compiler printed.
    """
    source = DATA / "Nodes.java"
    # What is compiled belongs to one text of the source; a marker written last says all is there.
    classes = folder / f"classes-{VERSION}-{source.stat().st_size}"
    if not (classes / "Nodes.class").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder) as made:
            _fetch(Path(made), folder / "jars")
            built = Path(made) / "classes"
            compiler = [java("javac"), "-encoding", "UTF-8", "-cp", f"{folder / 'jars'}{os.sep}*"]
            _run([*compiler, "-d", str(built), str(source)])
            shutil.copy(DATA / "log4j2.properties", built)
            if not classes.exists():
                built.rename(classes)
    return os.pathsep.join((str(classes), f"{folder / 'jars'}{os.sep}*"))


def _fetch(scratch: Path, jars: Path) -> None:
    dependencies = "".join(
        f"<dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId>"
        f"<version>{version}</version></dependency>"
        for group, artifact, version in ARTIFACTS
    )
    pom = scratch / "pom.xml"
    pom.write_text(_POM.format(dependencies=dependencies), encoding="utf-8")
    options = [f"-DoutputDirectory={jars}", "-DincludeScope=runtime"]
    maven = shutil.which("mvn") or "mvn"
    _run([maven, "-q", "-B", "-f", str(pom), "dependency:copy-dependencies", *options])


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)
