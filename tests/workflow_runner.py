"""Workflows, run as GitHub's runner would, with local folders in place of what its actions move.

In: a repository, its workflows, and for each action a function that does the like. Out: what each step said.
Of expressions and keys it understands what our workflows use; anything else fails.
"""

import os
import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Values = Mapping[str, Any]
Action = Callable[["Job", Mapping[str, str]], Mapping[str, str]]
"""What stands for an action: it is given the job and its inputs, and gives its outputs."""

STEP_KEYS = {"id", "name", "if", "uses", "with", "run", "shell", "env"}
SHELLS = {
    None: ("bash", "-e"),
    "bash": ("bash", "--noprofile", "--norc", "-eo", "pipefail"),
}


@dataclass
class Runner:
    """A machine for the workflows of *repository*, checked out already."""

    repository: Path
    home: Path
    """Where it may write."""
    actions: Mapping[str, Action]
    """By `owner/name`."""
    composites: Mapping[str, Path] = field(default_factory=dict)
    """Actions whose steps are run, by `owner/name` and perhaps a folder: where each stands."""
    variables: Mapping[str, str] = field(default_factory=dict)
    github: Values = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    """What the steps printed, and each as it begins."""

    def run(self, workflow: str) -> None:
        """Run the jobs of *workflow*, each after those that it needs."""
        read = yaml.safe_load((self.repository / ".github/workflows" / workflow).read_text("utf-8"))
        jobs: dict[str, dict[str, Any]] = read["jobs"]
        done: dict[str, Values] = {}
        while len(done) < len(jobs):
            name = next(name for name in jobs if name not in done and _needs(jobs[name]) <= done.keys())
            done[name] = {"outputs": self._job(jobs[name], done), "result": "success"}

    def _job(self, job: Mapping[str, Any], done: Mapping[str, Values]) -> Mapping[str, str]:
        if "uses" in job:
            self.run(Path(job["uses"]).name)
            return {}
        outputs: dict[str, str] = {}
        matrix = job.get("strategy", {}).get("matrix", {})
        for choice in [{"python": each} for each in matrix.get("python", [])] or [{}]:
            last = Job(self, {"github": self.github, "needs": done, "matrix": choice})
            last.steps(job["steps"])
            outputs = {key: last.filled(value) for key, value in job.get("outputs", {}).items()}
        return outputs


def _needs(job: Mapping[str, Any]) -> set[str]:
    needs = job.get("needs", [])
    return {needs} if isinstance(needs, str) else set(needs)


class Job:
    """Steps that share a folder and what they said."""

    def __init__(self, runner: Runner, context: Values, action: Path | None = None) -> None:
        self.runner = runner
        self.temp = runner.home / "temp"
        self.temp.mkdir(parents=True, exist_ok=True)
        self.context: dict[str, Any] = {**context, "runner": {"temp": str(self.temp)}, "steps": {}}
        self.action = action
        self.summary = runner.home / "summary.md"

    def steps(self, steps: list[dict[str, Any]]) -> None:
        """Take one step after another."""
        for step in steps:
            assert step.keys() <= STEP_KEYS, f"the runner does not know {step.keys() - STEP_KEYS}"
            if "if" in step and not evaluated(step["if"], self.context):
                continue
            self.runner.log.append(f"# {step.get('name') or step.get('uses') or step['run']}")
            outputs = self._use(step) if "uses" in step else self._run(step)
            self.context["steps"][step.get("id", "")] = {"outputs": outputs}

    def _use(self, step: Mapping[str, Any]) -> Mapping[str, str]:
        given = {key: self.filled(value) for key, value in step.get("with", {}).items()}
        name = step["uses"].partition("@")[0]
        if name in self.runner.actions:
            return self.runner.actions[name](self, given)
        folder = self.runner.repository / name if name.startswith("./") else self.runner.composites[name]
        read = yaml.safe_load((folder / "action.yml").read_text("utf-8"))
        inputs = read.get("inputs", {})
        assert given.keys() <= inputs.keys(), f"{name} takes no {given.keys() - inputs.keys()}"
        missing = {key for key, each in inputs.items() if each.get("required")} - given.keys()
        assert not missing, f"{name} needs {missing}"
        defaults = {key: each["default"] for key, each in inputs.items() if "default" in each}
        github = {**self.runner.github, "action_path": str(folder)}
        inner = Job(self.runner, {"inputs": {**defaults, **given}, "github": github}, folder)
        assert all("shell" in each for each in read["runs"]["steps"] if "run" in each), "shells must be told"
        inner.steps(read["runs"]["steps"])
        return {key: inner.filled(each["value"]) for key, each in read.get("outputs", {}).items()}

    def _run(self, step: Mapping[str, Any]) -> Mapping[str, str]:
        script, output = self.temp / "step.sh", self.temp / "output"
        script.write_text(self.filled(step["run"]), encoding="utf-8")
        output.write_text("")
        variables = {
            **os.environ,
            "GITHUB_WORKSPACE": str(self.runner.repository),
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_ACTIONS": "true",
            "CI": "true",
            **self.runner.variables,
            **{key: self.filled(value) for key, value in step.get("env", {}).items()},
        }
        done = subprocess.run(
            [*SHELLS[step.get("shell")], script],
            cwd=self.runner.repository,
            env=variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        self.runner.log += done.stdout.splitlines()
        if done.returncode:
            raise StepFailedError(done.returncode, "\n".join(self.runner.log))
        lines = (line.partition("=") for line in output.read_text().splitlines())
        return {key: value for key, _, value in lines}

    def filled(self, text: object) -> str:
        """Return *text* with what stands between `${{` and `}}` in it evaluated."""
        return re.sub(r"\$\{\{(.*?)\}\}", lambda found: _shown(evaluated(found[1], self.context)), str(text))


class StepFailedError(Exception):
    """A step ended with another code than 0; the log is told."""

    def __init__(self, code: int, log: str) -> None:
        super().__init__(f"exit code {code}\n{log}")
        self.code = code


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


# Expressions

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<name>[A-Za-z_][\w.-]*)|(?P<sign>\|\||&&|==|!=|[!()]))"
)


def evaluated(expression: str, context: Values) -> Any:  # noqa: ANN401 - text, truth, or nothing
    """Return the value of *expression*; what is not there is None, as with GitHub."""
    tokens, at = [], 0
    while expression[at:].strip():
        found = _TOKEN.match(expression, at)
        assert found, f"the runner does not understand {expression[at:]!r}"
        tokens.append(found)
        at = found.end()
    value = _either(tokens, context)
    assert not tokens, f"the runner does not understand the end of {expression!r}"
    return value


def _either(tokens: list[re.Match[str]], context: Values) -> Any:  # noqa: ANN401 - as above
    value = _both(tokens, context)
    while _taken(tokens, "||"):
        other = _both(tokens, context)
        value = value or other
    return value


def _both(tokens: list[re.Match[str]], context: Values) -> Any:  # noqa: ANN401 - as above
    value = _equal(tokens, context)
    while _taken(tokens, "&&"):
        other = _equal(tokens, context)
        value = value and other
    return value


def _equal(tokens: list[re.Match[str]], context: Values) -> Any:  # noqa: ANN401 - as above
    value = _single(tokens, context)
    if _taken(tokens, "=="):
        return _shown(value) == _shown(_single(tokens, context))
    if _taken(tokens, "!="):
        return _shown(value) != _shown(_single(tokens, context))
    return value


def _single(tokens: list[re.Match[str]], context: Values) -> Any:  # noqa: ANN401 - as above
    if _taken(tokens, "!"):
        return not _single(tokens, context)
    if _taken(tokens, "("):
        value = _either(tokens, context)
        assert _taken(tokens, ")")
        return value
    token = tokens.pop(0)
    if token["text"]:
        return token["text"][1:-1].replace("''", "'")
    assert token["name"], f"the runner does not understand {token[0]!r}"
    if token["name"] in ("true", "false"):
        return token["name"] == "true"
    value = context
    for part in token["name"].split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _taken(tokens: list[re.Match[str]], sign: str) -> bool:
    if tokens and tokens[0]["sign"] == sign:
        tokens.pop(0)
        return True
    return False
