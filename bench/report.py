"""The table of a benchmark, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from bench.marks import MARKS
from bench.works import BY_NAME, WORKS, Work

Run = dict[str, Any]
PEERS = {"lunzhi": "Lunzhi", "plain": "plain CP-SAT", "timefold": "Timefold"}


def markdown(told: dict[str, Any]) -> str:
    """The whole document."""
    runs: list[Run] = told["runs"]
    own = [run for run in runs if run["contestant"] == "lunzhi" and run["limit"] == BY_NAME[run["work"]].limit]
    works = [work for work in WORKS if any(run["work"] == work.name for run in own)]
    parts = [_head(told), _summary(works, own), _values(works, own)]
    if any(run["contestant"] != "lunzhi" for run in runs):
        parts.append(_peers(works, runs))
    return "\n".join(parts)


def _head(told: dict[str, Any]) -> str:
    facts = "".join(f"| {name} | {value} |\n" for name, value in told["machine"].items())
    return f"""# Benchmarks

Written by `{told["command"]}` on {told["date"]}; [bench/](../bench/README.md) tells what is measured, and how.

| machine | |
| --- | --- |
{facts}"""


def _summary(works: Sequence[Work], own: Sequence[Run]) -> str:
    lines = [
        "## Time and memory\n",
        "From a validated plan to a verified roster, each run in a fresh process.\n",
        "| work | to reach | runs | all levels proven | time, median | time, worst | memory, worst |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for work in works:
        done, failed = _split(own, work)
        if not done:
            lines.append(f"| {work.title} | {work.goal} | {len(failed)} | — | failed | | |")
            continue
        times = [run["seconds"] for run in done]
        proven = sum(run["status"] == "optimal" for run in done)
        worst = max(done, key=lambda run: run["seconds"])
        runs = f"{len(done)}" + (f" and {len(failed)} failed" if failed else "")
        memory = max(run["memory"] for run in done)
        cells = [work.title, work.goal, runs, f"{proven} of {len(done) + len(failed)}", f"{median(times):.2f} s"]
        lines.append(f"| {' | '.join(cells)} | {max(times):.2f} s ({_case(work, worst)}) | {memory:.0f} MB |")
    return "\n".join([*lines, *_scale(own), ""])


def _scale(own: Sequence[Run]) -> Iterator[str]:
    """Eight counties against one."""
    one, eight = ([run["seconds"] for run in _split(own, BY_NAME[name])[0]] for name in ("county", "counties"))
    if one and eight:
        yield f"\n8 counties take {median(eight) / median(one[: len(eight)]):.1f} times as long as one, by the medians."


def _split(runs: Sequence[Run], work: Work) -> tuple[list[Run], list[Run]]:
    """A work's runs that ended with an answer, and those that failed."""
    mine = [run for run in runs if run["work"] == work.name]
    return [run for run in mine if "error" not in run], [run for run in mine if "error" in run]


def _values(works: Sequence[Work], own: Sequence[Run]) -> str:
    lines = ["## Values and bounds\n", "A level without a bound beside its value is proven: the two are equal.\n"]
    for work in works:
        done, failed = _split(own, work)
        lines.append(f"### {work.title[0].upper()}{work.title[1:]} (at most {work.limit:g} s)\n")
        if done:
            names = list(dict.fromkeys(name for run in done for name, *_ in run["levels"]))
            lines.append(f"| case | leaders | slots | visits | time | memory | {' | '.join(names)} |")
            lines.append("| --- " * (6 + len(names)) + "|")
        lines += [_row(work, run, names) for run in done]
        lines += [f"\nCase {run['case']} failed: {run['error']}" for run in failed]
        lines += [f"\nCase {run['case']}: {message}" for run in done for message in run["violations"]]
        lines.append("")
    return "\n".join(lines)


def _row(work: Work, run: Run, names: Sequence[str]) -> str:
    levels = {name: _level(value, bound) for name, value, bound in run["levels"]}
    cells = [_case(work, run), *(str(count) for count in run["size"].values())]
    cells += [f"{run['seconds']:.2f} s", f"{run['memory']:.0f} MB", *(levels.get(name, "") for name in names)]
    return f"| {' | '.join(cells)} |"


def _case(work: Work, run: Run) -> str:
    return f"{run['case']}.yaml" if work.cases else f"seed {run['case']}"


def _level(value: int, bound: int | None) -> str:
    if bound == value:
        return str(value)
    return f"{value} (no bound)" if bound is None else f"{value} (≥ {bound})"


def _peers(works: Sequence[Work], runs: Sequence[Run]) -> str:
    lines = [
        "## Beside other ways to solve the same plans\n",
        f"Each had {max(MARKS)} s; start-up is not counted. The values are those of the levels in their order, "
        "after so many seconds.\n",
    ]
    for work in works:
        cases = dict.fromkeys(run["case"] for run in runs if run["work"] == work.name and run["contestant"] != "lunzhi")
        for case in cases:
            here = [run for run in runs if run["work"] == work.name and run["case"] == case]
            lines += [*_case_table(work, case, here), ""]
    return "\n".join(lines)


def _case_table(work: Work, case: str, runs: Sequence[Run]) -> Iterator[str]:
    answered = [run for run in runs if run.get("levels")]
    names = [name for name, *_ in answered[0]["levels"]] if answered else []
    yield f"### {work.title[0].upper()}{work.title[1:]}, seed {case}\n"
    yield f"Levels: {', '.join(names)}.\n"
    yield "| | proof | ratio | " + " | ".join(f"after {mark} s" for mark in MARKS) + " | check |"
    yield "| --- " * (4 + len(MARKS)) + "|"
    own = _own_proof(runs)
    for contestant, title in PEERS.items():
        mine = [run for run in runs if run["contestant"] == contestant]
        if mine:
            yield _contestant(title, mine, own, names)


def _own_proof(runs: Sequence[Run]) -> float | None:
    """Lunzhi's least time to the whole proof."""
    times = [run["seconds"] for run in runs if run["contestant"] == "lunzhi" and run.get("status") == "optimal"]
    return min(times, default=None)


def _contestant(title: str, runs: Sequence[Run], own: float | None, names: Sequence[str]) -> str:
    failed = next((run["error"] for run in runs if "error" in run), None)
    done = [run for run in runs if "error" not in run]
    proofs = [run["seconds"] for run in done if run["status"] == "optimal"]
    proof = f"{min(proofs):.2f} s" if proofs else f"none; {_proven_levels(done, names)}"
    ratio = f"{min(proofs) / own:.1f}" if proofs and own else f"> {max(MARKS) / own:.0f}" if own else "—"
    checks = {message for run in done for message in run.get("violations", ())}
    verdict = f"{len(checks)} faults" if checks else failed or "passed"
    cells = [title, proof, ratio, *(_at(mark, done) for mark in MARKS), verdict]
    return f"| {' | '.join(cells)} |"


def _proven_levels(runs: Sequence[Run], names: Sequence[str]) -> str:
    """The levels proven in the longest run."""
    longest = max(runs, key=lambda run: run["limit"], default={})
    proven = [name for name, value, bound in longest.get("levels", ()) if value == bound and name in names]
    return f"proven: {', '.join(proven)}" if proven else "no level proven"


def _at(mark: int, runs: Sequence[Run]) -> str:
    """The values that stood at the mark: of a run with marks, else of one that ended by then."""
    for run in runs:
        if str(mark) in run.get("marks", {}):
            return _listed(run["marks"][str(mark)])
    ended = [run for run in runs if "marks" not in run and (run["limit"] == mark or run["seconds"] <= mark)]
    ended.sort(key=lambda run: (run["status"] != "optimal", -run["limit"]))
    fitting = [run for run in ended if run["status"] == "optimal" or run["limit"] == mark]
    return _listed(fitting[0]["levels"]) if fitting else "nothing"


def _listed(levels: Sequence[Sequence[Any]]) -> str:
    return ", ".join(str(level[1]) for level in levels)
