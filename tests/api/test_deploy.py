"""The files of deploy/ and docs/settings.md, read, checked and linted; where there is no Docker they are not run (部署文件)."""

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from api.settings import Settings
from api.settings_reference import reference

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"


def test_the_settings_reference_is_what_the_settings_say():
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == reference(), "run `python -m api.settings_reference`"


def test_the_image_is_built_in_stages_and_runs_as_nobody_special():
    lines = re.sub(r"\\\n\s*", "", (DEPLOY / "Dockerfile").read_text(encoding="utf-8")).splitlines()
    words = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    kinds = {"FROM", "WORKDIR", "RUN", "ENV", "COPY", "USER", "VOLUME", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT", "CMD"}
    assert {w[0] for w in words} <= kinds
    assert sum(w[0] == "FROM" for w in words) == 2
    last = len(words) - 1 - [w[0] for w in reversed(words)].index("FROM")
    final = {kind: rest for kind, rest in words[last:]}
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", final["USER"]), "a number, which every host can resolve"
    assert "/readyz" in final["HEALTHCHECK"]
    sources = [part for kind, rest in words if kind == "COPY" and "--from" not in rest for part in rest.split()[:-1]]
    assert [s for s in sources if not (ROOT / s).exists()] == []


def test_the_dockerfile_passes_its_linter():
    done = subprocess.run([Path(sys.executable).with_name("hadolint"), DEPLOY / "Dockerfile"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_compose_starts_neo4j_and_then_the_service():
    composed = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    graph, service = composed["services"]["graph"], composed["services"]["jixiao"]
    assert graph["image"].startswith("neo4j:5.26")
    assert service["depends_on"] == {"graph": {"condition": "service_healthy"}}
    named = {name.removeprefix("JIXIAO_").lower() for name in service["environment"] if name.startswith("JIXIAO_")}
    assert named <= set(Settings.model_fields)
    assert {v.split(":")[0] for s in composed["services"].values() for v in s["volumes"]} == set(composed["volumes"])
    assert "ports" not in graph


def test_the_unit_drains_and_gives_nothing_away():
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(DEPLOY / "jixiao.service", encoding="utf-8")
    service = unit["Service"]
    assert service["User"] == "jixiao"
    assert service["KillSignal"] == "SIGTERM"
    assert int(service["TimeoutStopSec"]) > 80, "a file in hand may take a minute"
    assert service["NoNewPrivileges"] == "yes"


def test_systemd_understands_the_unit(tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze on this machine (Debian: apt-get install systemd)")
    installed = "/opt/jixiao/bin/jixiao serve"
    text = (DEPLOY / "jixiao.service").read_text(encoding="utf-8")
    assert installed in text
    (tmp_path / "jixiao.service").write_text(text.replace(installed, f"{sys.executable} -m"), encoding="utf-8")  # which is there
    for check in (("verify",), ("security", "--offline=true", "--threshold=25")):
        done = subprocess.run(["systemd-analyze", *check, tmp_path / "jixiao.service"], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-300:] + done.stderr
