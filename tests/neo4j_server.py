"""A real Neo4j Community server for the tests: fetched from Maven Central, started on loopback.

It is the long-term release that docker-compose.yml has, on the Java on the path. ``NEO4J_VERSION`` names
another release, and ``JAVA_HOME`` another Java: releases named by their year need Java 21 or newer.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

VERSION = "5.26.30"
SERVER = os.environ.get("NEO4J_VERSION", VERSION)
CACHE = Path(__file__).resolve().parents[1] / ".neo4j" / SERVER
JAVA = str(Path(os.environ["JAVA_HOME"], "bin", "java")) if "JAVA_HOME" in os.environ else "java"
_MAIN = "CommunityEntryPoint" if SERVER.startswith("5.") else "Neo4jCommunity"
PASSWORD = "correct-horse-battery"
_FETCH = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
_POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>whowhom</groupId><artifactId>neo4j-for-tests</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{SERVER}</version>
    </dependency>
  </dependencies>
</project>
"""
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")


class Neo4jAbsentError(Exception):
    """No server can be had on this machine; the message says why."""


@dataclass
class Neo4jServer:
    """A server in a home folder of its own, started and stopped at will; ``kill`` is SIGKILL."""

    home: Path
    port: int = 0
    tls: tuple[Path, Path] | None = None
    heap: str = "512m"
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self.port}"

    def prepare(self) -> None:
        """Write the configuration and set the password, once."""
        self.port = self.port or free_port()
        (self.home / "conf").mkdir(parents=True, exist_ok=True)
        (self.home / "import").mkdir(exist_ok=True)
        lines = {
            "server.bolt.listen_address": f"127.0.0.1:{self.port}",
            "server.bolt.advertised_address": f"127.0.0.1:{self.port}",
            "server.http.enabled": "false",
            "server.https.enabled": "false",
            "server.directories.import": str(self.home / "import"),
            "server.memory.pagecache.size": "128m",
            "dbms.security.auth_max_failed_attempts": "0",
            "dbms.usage_report.enabled": "false",
            # Without these two a stop takes ten seconds and a home half a gigabyte.
            "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
            "db.tx_log.preallocate": "false",
        }
        if self.tls:
            lines |= self._tls_settings(*self.tls)
        lines |= self.settings
        text = "".join(f"{key}={value}\n" for key, value in lines.items())
        (self.home / "conf" / "neo4j.conf").write_text(text)
        if not (self.home / "data").exists():
            self.admin("dbms", "set-initial-password", PASSWORD)

    def admin(self, *arguments: str) -> str:
        """Run ``neo4j-admin`` on this home; returns what it prints."""
        done = subprocess.run(
            [JAVA, "-Xmx512m", "-cp", f"{library()}/*", "org.neo4j.cli.AdminTool", *arguments],
            env={**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")},
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
            cwd=self.home,
        )
        if done.returncode:
            raise RuntimeError(f"neo4j-admin {' '.join(arguments[:2])}: {done.stdout}{done.stderr}")
        return done.stdout

    def start(self) -> None:
        opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED]
        java = [
            JAVA,
            "-Xms256m",
            f"-Xmx{self.heap}",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            *opened,
        ]
        place = [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}", "--console-mode"]
        console = self.home / "console.log"
        with console.open("wb") as log:
            self.process = subprocess.Popen(
                [*java, "-cp", f"{library()}/*", f"org.neo4j.server.{_MAIN}", *place],
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + 240
        while "Started." not in console.read_text(errors="replace"):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"Neo4j did not start: {console.read_text(errors='replace')[-2000:]}")
            time.sleep(0.1)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()
        self.process = None

    def kill(self) -> None:
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(30)
        self.process = None

    def _tls_settings(self, key: Path, certificate: Path) -> dict[str, str]:
        folder = self.home / "certificates"
        folder.mkdir(exist_ok=True)
        shutil.copy(key, folder / "private.key")
        shutil.copy(certificate, folder / "public.crt")
        return {
            "server.bolt.tls_level": "OPTIONAL",
            "dbms.ssl.policy.bolt.enabled": "true",
            "dbms.ssl.policy.bolt.base_directory": str(folder),
            "dbms.ssl.policy.bolt.client_auth": "NONE",
        }


def free_port() -> int:
    """A loopback port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def library() -> Path:
    """The folder of the server's jars, fetched on first use. Raises Neo4jAbsentError where it cannot."""
    jars = CACHE / "lib"
    needed = (JAVA,) if jars.is_dir() else (JAVA, "mvn")
    missing = [tool for tool in needed if not shutil.which(tool)]
    if missing:
        raise Neo4jAbsentError(
            f"{' and '.join(missing)} missing: install Java 17 and Maven, or set NEO4J_URI"
        )
    if jars.is_dir():
        return jars
    CACHE.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE.parent) as folder:
        (Path(folder) / "pom.xml").write_text(_POM)
        fetched = subprocess.run(
            ["mvn", "-q", "-B", _FETCH, "-DincludeScope=runtime", "-DoutputDirectory=lib"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        if fetched.returncode:
            raise Neo4jAbsentError(f"Maven Central gave no Neo4j {SERVER}: {fetched.stdout.strip()[-300:]}")
        CACHE.mkdir(exist_ok=True)
        (Path(folder) / "lib").replace(jars)
    return jars
