"""The program under audit, as anybody runs it: commands, and what they print."""

import json
import os
import re
import shutil
import subprocess
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


class Refused(Exception):
    """A command that ended with another code than expected."""


class Nianbao:
    """An archive in a folder of its own, with a clock that is set by hand."""

    def __init__(self, folder: Path):
        self.home = folder / "home"
        self.config = folder / "config"
        self.folder = folder
        self.now = datetime.now(timezone.utc)
        self.commands = 0
        shutil.copytree(ROOT / "config", self.config)
        shutil.rmtree(self.config / "portals")
        (self.config / "portals").mkdir()

    def run(self, *args: str, fails: tuple[int, ...] = (0,)) -> str:
        """What a command prints. @raise Refused where it ends with another code than expected"""
        shift = round(self.now.timestamp() * 1000 - time.time() * 1000)
        env = {**os.environ, "NIANBAO_HOME": str(self.home), "NIANBAO_CONFIG": str(self.config), "NO_COLOR": "1",
               "AUDIT_SHIFT": str(shift), "NODE_OPTIONS": f"--import={HERE / 'clock.mjs'}"}
        self.commands += 1
        done = subprocess.run(["node", str(ROOT / "dist/src/cli/main.js"), *args], env=env, capture_output=True,
                              encoding="utf-8", timeout=600)
        if done.returncode not in fails:
            said = done.stderr.strip().splitlines()[-1:] or [""]
            raise Refused(f"`nianbao {' '.join(args)}` ended with {done.returncode}: {said[0]}")
        self.stderr = done.stderr
        self.code = done.returncode
        return done.stdout

    def json(self, *args: str, fails: tuple[int, ...] = (0,)):
        return json.loads(self.run(*args, "--json", fails=fails))

    def lines(self, *args: str, fails: tuple[int, ...] = (0,)) -> list:
        return [json.loads(line) for line in self.run(*args, "--json", fails=fails).splitlines()]

    def at(self, moment: datetime) -> None:
        self.now = moment


def night_at(first: str, night: int) -> datetime:
    """The instant at which a night begins; nights are numbered from 1."""
    return datetime.fromisoformat(first.replace("Z", "+00:00")) + timedelta(days=night - 1)


def shanghai_day(moment: datetime) -> str:
    return (moment + timedelta(hours=8)).strftime("%Y-%m-%d")
