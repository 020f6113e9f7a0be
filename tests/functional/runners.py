"""Runners: what GitHub and GitLab do with a workflow, as far as it is commands, conditions and values.

What their own actions would do is not done, but noted: a test says what they would answer.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a step or of a line of a script."""

    name: str
    status: int
    said: str


@dataclass
class GitHub:
    """One run of a workflow of GitHub's."""

    workflow: Mapping[str, Any]
    folder: Path
    """The checkout."""
    temp: Path
    event: str
    env: Mapping[str, str]
    answers: Mapping[str, str]
    """What actions answer, such as `steps.pages.outputs.base_url`."""
    steps: list[Step] = field(default_factory=list)
    used: list[str] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)

    def run(self) -> GitHub:
        """Carry out all jobs, in their order; each needs those before it."""
        self.temp.mkdir()
        self.known = {"github.event_name": self.event, "github.run_id": "7", "github.run_attempt": "1"}
        for name, job in self.workflow["jobs"].items():
            if "if" in job and not self._holds(job["if"], failed=False):
                continue
            self._job(job)
            for output, value in job.get("outputs", {}).items():
                self.known[f"needs.{name}.outputs.{output}"] = self._filled(value)
        return self

    @property
    def failed(self) -> list[str]:
        """The names of the steps that failed."""
        return [step.name for step in self.steps if step.status]

    def said(self, name: str) -> str:
        """What a step printed."""
        return next(step.said for step in self.steps if step.name == name)

    def _job(self, job: Mapping[str, Any]) -> None:
        failed = False
        for number, step in enumerate(job["steps"]):
            if not self._holds(step.get("if", "${{ success() }}"), failed=failed):
                continue
            name = step.get("name", step.get("uses"))
            if "uses" in step:
                self.used.append(step["uses"])
                if "id" in step:
                    own = f"steps.{step['id']}."
                    self.known |= {key: value for key, value in self.answers.items() if key.startswith(own)}
                continue
            said = self._carried_out(step, self.temp / str(number))
            failed = failed or said.status != 0
            self.steps.append(said)
            assert name == said.name

    def _carried_out(self, step: Mapping[str, Any], outputs: Path) -> Step:
        outputs.touch()
        own = {name: self._filled(value) for name, value in step.get("env", {}).items()}
        given = {
            "GITHUB_EVENT_NAME": self.event,
            "GITHUB_RUN_ID": "7",
            "GITHUB_OUTPUT": str(outputs),
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary.md"),
            "RUNNER_TEMP": str(self.temp),
        }
        # docs.github.com, "Workflow syntax", `shell`: without one, it is  bash -e {0}.
        done = bash(["-e"], self._filled(step["run"]), self.folder, {**self.env, **given, **own})
        for line in outputs.read_text("utf-8").splitlines():
            name, _, value = line.partition("=")
            self.known[f"steps.{step['id']}.outputs.{name}"] = value
        return Step(step["name"], done.returncode, done.stdout)

    def _filled(self, text: str) -> str:
        return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: self.known.get(found[1], ""), text)

    def _holds(self, condition: str, *, failed: bool) -> bool:
        """Whether a condition holds: comparisons with a text, joined by `&&`; without a status, success is meant."""
        found = re.fullmatch(r"\$\{\{ (.*) \}\}", condition)
        assert found, condition
        parts = found[1].split(" && ")
        if not {"!cancelled()", "success()"} & set(parts):
            parts.append("success()")
        return all(self._part_holds(part, failed=failed) for part in parts)

    def _part_holds(self, part: str, *, failed: bool) -> bool:
        if part in ("!cancelled()", "success()"):
            return part == "!cancelled()" or not failed
        found = re.fullmatch(r"([\w.]+) (==|!=) '(\w+)'", part)
        assert found, part
        return (self.known.get(found[1], "") == found[3]) is (found[2] == "==")


@dataclass
class GitLab:
    """One pipeline of GitLab's."""

    workflow: Mapping[str, Any]
    folder: Path
    variables: Mapping[str, str]
    env: Mapping[str, str]
    jobs: dict[str, list[Step]] = field(default_factory=dict)

    def run(self) -> GitLab:
        """Carry out the jobs whose rules hold, stage by stage."""
        if not self._is_wanted(self.workflow["workflow"]["rules"]):
            return self
        jobs = [
            (name, job) for name, job in self.workflow.items() if isinstance(job, dict) and "script" in job
        ]
        for name, job in sorted(jobs, key=lambda pair: ("build", "test", "deploy").index(pair[1]["stage"])):
            if self._is_wanted(job["rules"]):
                self.jobs[name] = list(self._carried_out(job))
        return self

    def _carried_out(self, job: Mapping[str, Any]) -> Iterator[Step]:
        own = {name: self._filled(str(value)) for name, value in self.workflow["variables"].items()}
        for line in (*self.workflow["default"]["before_script"], *job["script"]):
            # gitlab-runner, shells/bash.go: set -eo pipefail
            done = bash(["-eo", "pipefail"], line, self.folder, {**self.env, **self.variables, **own})
            yield Step(line, done.returncode, done.stdout)
            if done.returncode:
                return

    def _filled(self, text: str) -> str:
        return re.sub(r"\$(\w+)", lambda found: self.variables.get(found[1], ""), text)

    def _is_wanted(self, rules: Sequence[Mapping[str, str]]) -> bool:
        return any(self._holds(rule["if"]) for rule in rules)

    def _holds(self, condition: str) -> bool:
        found = re.fullmatch(r"\$(\w+) (==|!=) (?:\"(\w+)\"|\$(\w+))", condition)
        assert found, condition
        other = found[3] if found[3] is not None else self.variables.get(found[4], "")
        return (self.variables.get(found[1], "") == other) is (found[2] == "==")


def bash(
    options: Sequence[str], script: str, folder: Path, env: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a script; both streams as one."""
    return subprocess.run(
        ["bash", *options, "-c", script],
        cwd=folder,
        env=dict(env),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def read(path: Path) -> dict[str, Any]:
    """A workflow. `on` is a key, and not true."""
    found = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def environment_of(virtual: Path) -> dict[str, str]:
    """The environment of steps: the programs of a virtual environment first, and no network for pip."""
    return {
        "PATH": f"{virtual / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(virtual),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "LC_ALL": "C.UTF-8",
    }
