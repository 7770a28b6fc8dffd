"""What the comparisons share: programs that stay loaded and take turns, and the table of their times.

Every contestant is a process of its own that reads a number of runs from standard input and answers with a line of
milliseconds, wall clock and processor time, for each run, and a line with its peak memory in MB.
"""

import argparse
import dataclasses
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).parent


def ours(program: str, *arguments: object) -> list:
    return [HERE / ".build/release" / program, *arguments]


def peer(script: str, *arguments: object) -> list:
    return [sys.executable, HERE / "peers" / script, *arguments]


@dataclasses.dataclass
class Comparison:
    """What is compared, and the share of the best peer's time that ours is to take."""

    title: str
    bar: float
    commands: dict[str, list]  # by name, ours first; the rest are peers
    factors: dict[str, float] = dataclasses.field(default_factory=dict)  # of peers that do a part of the work
    notes: dict[str, str] = dataclasses.field(default_factory=dict)  # printed beside a name


class Contestant:
    """A process that runs its work when told to."""

    def __init__(self, name: str, command: list, factor: float):
        self.name, self.factor, self.rounds, self.megabytes = name, factor, [], 0
        self.process = subprocess.Popen(
            [str(word) for word in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)

    def run(self, count: int) -> list[tuple[float, ...]]:
        print(count, file=self.process.stdin, flush=True)
        lines = [self.process.stdout.readline() for _ in range(count + 1)]
        if not lines[-1]:
            raise RuntimeError(f"{self.name} ended early; run it by hand to see why: {self.process.args}")
        self.megabytes = int(lines[-1])
        return [tuple(self.factor * float(time) for time in line.split()) for line in lines[:-1]]

    def median(self, clock: int) -> float:
        return statistics.median(times[clock] for times in sum(self.rounds, []))

    def fastest(self, clock: int) -> list[float]:
        return [min(times[clock] for times in round) for round in self.rounds]

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def share(own: Contestant, other: Contestant, clock: int) -> float:
    """Ours as a share of the other's: the median over rounds of the quotient of the round's fastest runs."""
    return statistics.median(a / b for a, b in zip(own.fastest(clock), other.fastest(clock)))


def compare(comparison: Comparison, threads: int, options: argparse.Namespace) -> None:
    contestants = [
        Contestant(name, [*command, threads], comparison.factors.get(name, 1))
        for name, command in comparison.commands.items()]
    for contestant in contestants:
        contestant.run(options.warm_up)
    for _ in range(options.rounds):
        for contestant in contestants:
            contestant.rounds.append(contestant.run(options.runs))
    print_table(comparison, threads, contestants)
    for contestant in contestants:
        contestant.close()


def print_table(comparison: Comparison, threads: int, contestants: list[Contestant]) -> None:
    own, *peers = contestants
    print(f"\n{comparison.title}, {threads} thread{'s' if threads > 1 else ''}")
    print(f"  {'':14}{'wall ms':>10}{'cpu ms':>10}{'peak MB':>9}   ours / it: wall, cpu, memory")
    for one in contestants:
        line = f"  {one.name:14}{one.median(0):10.1f}{one.median(1):10.1f}{one.megabytes:9}"
        if one is not own:
            line += f"   {share(own, one, 0):10.2f} {share(own, one, 1):6.2f}"
            line += f" {own.megabytes / max(one.megabytes, 1):6.2f}"
        print(line + "  " + comparison.notes.get(one.name, ""))
    walls, processors = ([share(own, other, clock) for other in peers] for clock in (0, 1))
    memory = own.megabytes / min(other.megabytes for other in peers)
    print(
        f"  ours / best peer: wall {max(walls):.2f}, cpu {max(processors):.2f}, bar {comparison.bar:.2f};"
        f" memory {memory:.2f}, bar 0.50", flush=True)


def options_of(description: str, peers: list[str], rounds: int, runs: int, warm_up: int) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=rounds, help="turns of each contestant (%(default)s)")
    parser.add_argument("--runs", type=int, default=runs, help="runs in a turn (%(default)s)")
    parser.add_argument("--warm-up", type=int, default=warm_up, help="runs before the first turn (%(default)s)")
    parser.add_argument("--peers", nargs="*", default=peers, choices=peers)
    return parser
