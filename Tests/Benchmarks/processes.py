"""Runs a command and says what it took."""

import os
import subprocess
import tempfile
import time
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
SAMPLING_SECONDS = 0.05


def descendants(root):
    """The live processes that `root` started, itself included."""
    children = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(entry.name))
    found = [root]
    for process in found:
        found += children.get(process, [])
    return found


def proportional_bytes(processes):
    """The memory of processes; pages that several share are shared out among them (PSS)."""
    total = 0
    for process in processes:
        try:
            for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
        except OSError:
            continue
    return total


def busy_seconds():
    """The processor seconds of the whole machine since it started, stolen ones included."""
    times = [int(each) for each in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]
    user, nice, system, _, _, interrupts, soft, stolen = times[:8]
    return (user + nice + system + interrupts + soft + stolen) / TICK


def measure(command, folder):
    """Runs a command in a folder.

    Returns wall and processor seconds, the peak of memory in MiB, how many processors others
    used meanwhile, and what the command wrote. The peak is the greatest sum of PSS over the tree of
    processes, sampled, or the largest resident set of one process if that is more.
    Raises RuntimeError where the command fails.
    """
    before = busy_seconds()
    start = time.perf_counter()
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=errors)
        peak = 0
        while True:
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            peak = max(peak, proportional_bytes(descendants(process.pid)))
            time.sleep(SAMPLING_SECONDS)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        for file in (output, errors):
            file.seek(0)
        if process.returncode != 0:
            text = errors.read()[-2000:].decode(errors="replace")
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{text}")
        cpu = usage.ru_utime + usage.ru_stime
        return {
            "wall": wall, "cpu": cpu, "peak": max(peak, usage.ru_maxrss * 1024) / 2**20,
            "others": max(0.0, busy_seconds() - before - cpu) / wall,
            "output": output.read().decode(errors="replace"),
        }
