"""Takes turns as `Sources/Turns` does."""

import sys
import time
from collections.abc import Callable


def peak_megabytes() -> int:
    for line in open("/proc/self/status"):
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 1024
    return 0


def take_turns(work: Callable[[], object]) -> None:
    for line in sys.stdin:
        for _ in range(int(line)):
            wall, processor = time.perf_counter(), time.process_time()
            work()
            print(1e3 * (time.perf_counter() - wall), 1e3 * (time.process_time() - processor))
        print(peak_megabytes(), flush=True)
