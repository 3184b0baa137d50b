#!/usr/bin/env python3
"""A real Slurm cluster on this machine, for tests: one controller, a few nodes.

    slurm-cluster.py [--nodes 3] [--folder FOLDER]

Starts Debian's munged, slurmctld and slurmd on loopback with free ports in a
folder of its own, and prints what to export so that sbatch and squeue find it.
Then it reads commands, one a line, and answers each with a line:

    kill-node N1 | start-node N1 | kill-controller | start-controller | stop

It ends at `stop`, at the end of its input, when the program that started it is
gone, or on a signal; every process of the cluster is killed then, jobs too, and
the folder is removed. Nothing listens beyond 127.0.0.1 and nothing outside the
folder is written. Needs no systemd and no cgroups; root or any user will do.

Exit codes: 0 ended, 69 the packages slurm-wlm and munge are missing, 70 the
cluster did not come up.
"""

import argparse
import ctypes
import os
import pwd
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAMS = ["munged", "slurmctld", "slurmd", "scontrol"]
SEARCH_PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin:/usr/local/sbin"
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
LIBC = ctypes.CDLL(None, use_errno=True)

CONFIGURATION = """\
ClusterName=furrow
SlurmctldHost={host}(127.0.0.1)
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={folder}/run/munge.socket,cred_expire=5
CredType=cred/munge
SlurmctldPort={controller_port}
SlurmctldPidFile={folder}/run/slurmctld.pid
SlurmdPidFile={folder}/run/slurmd-%n.pid
SlurmctldLogFile={folder}/log/slurmctld.log
SlurmdLogFile={folder}/log/slurmd-%n.log
StateSaveLocation={folder}/state/controller
SlurmdSpoolDir={folder}/state/%n
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SwitchType=switch/none
MpiDefault=none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/filetxt
JobCompLoc={folder}/log/jobs
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=1,bf_interval=1,max_batch_requeue=5
ReturnToService=2
SlurmdTimeout={timeout}
KillWait=2
MinJobAge=300
MaxArraySize=5
JobRequeue=1
RequeueExit=75
NodeName=n[1-{count}] NodeHostname={host} NodeAddr=127.0.0.1 Port=[{node_ports}] CPUs=2 RealMemory=4000
PartitionName=tiles Nodes=n[1-{count}] Default=YES MaxTime=INFINITE State=UP
"""


def adopt_orphans():
    """Lets processes whose parent ends become this one's children."""
    LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_with_parent():
    """Lets this process be killed when its parent ends."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def descendants(root):
    """Every process below `root`."""
    children = {}
    for entry in os.scandir("/proc"):
        if not entry.name.isdigit():
            continue
        try:
            status = Path(entry.path, "stat").read_text()
        except OSError:
            continue
        state, parent = status.rpartition(")")[2].split()[:2]
        if state != "Z":
            children.setdefault(int(parent), []).append(int(entry.name))
    found, open_ends = [], [root]
    while open_ends:
        below = children.get(open_ends.pop(), [])
        found += below
        open_ends += below
    return found


def kill_below(root):
    """Kills every process below `root`, those too that are made meanwhile."""
    while processes := descendants(root):
        for process in processes:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        time.sleep(0.01)


class Keeper:
    """A process that holds a daemon and all that it starts, to be killed as one."""

    def __init__(self, command, environment):
        self.process = os.fork()
        if self.process:
            return
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        end_with_parent()
        adopt_orphans()
        quiet = subprocess.DEVNULL
        try:
            subprocess.Popen(
                command, env=environment, stdin=quiet, stdout=quiet, stderr=quiet,
                start_new_session=True, preexec_fn=end_with_parent)
        except OSError:
            os._exit(70)
        while True:
            try:
                os.wait()
            except ChildProcessError:
                os._exit(0)

    def kill(self):
        kill_below(self.process)
        try:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        except (ProcessLookupError, ChildProcessError):
            pass


class Cluster:
    """The daemons and their folder."""

    def __init__(self, folder, node_count, timeout):
        self.folder = folder
        self.nodes = [f"n{number + 1}" for number in range(node_count)]
        self.configuration = folder / "slurm.conf"
        self.keepers = {}
        self.environment = {
            "PATH": SEARCH_PATH, "HOME": str(folder), "LC_ALL": "C.UTF-8",
            "SLURM_CONF": str(self.configuration),
        }
        self._make_folders()
        self._write_configuration(timeout)

    def _make_folders(self):
        for name in ["run", "log", "state/controller"] + [f"state/{node}" for node in self.nodes]:
            (self.folder / name).mkdir(parents=True, mode=0o755)
        munge = self.folder / "munge"
        munge.mkdir(mode=0o700)
        key = munge / "key"
        key.touch(mode=0o600)
        key.write_bytes(os.urandom(128))

    def _write_configuration(self, timeout):
        ports = free_ports(1 + len(self.nodes))
        self.configuration.write_text(CONFIGURATION.format(
            host=socket.gethostname().split(".")[0], user=pwd.getpwuid(os.geteuid()).pw_name,
            folder=self.folder, timeout=timeout, count=len(self.nodes),
            controller_port=ports[0], node_ports=",".join(map(str, ports[1:]))))
        (self.folder / "cgroup.conf").write_text(
            "CgroupPlugin=cgroup/v1\nConstrainCores=no\nConstrainRAMSpace=no\n")

    def start(self):
        run = self.folder
        self._keep("munged", [
            "munged", "--foreground", "--force", f"--key-file={run}/munge/key",
            f"--socket={run}/run/munge.socket", f"--pid-file={run}/run/munged.pid",
            f"--log-file={run}/log/munged.log", f"--seed-file={run}/munge/seed"])
        wait_until("munged", lambda: (run / "run/munge.socket").exists())
        self.start_controller()
        for node in self.nodes:
            self.start_node(node)
        wait_until("the nodes", lambda: self._states() == ["idle"] * len(self.nodes))

    def _keep(self, name, command):
        program = shutil.which(command[0], path=SEARCH_PATH)
        self.keepers[name] = Keeper([program] + command[1:], self.environment)

    def start_controller(self):
        self._keep("controller", ["slurmctld", "-D", "-f", str(self.configuration)])
        wait_until("the controller", lambda: self._scontrol("ping") is not None)

    def start_node(self, node):
        self._keep(node, ["slurmd", "-D", "-f", str(self.configuration), "-N", node])

    def kill(self, name):
        self.keepers.pop(name).kill()

    def _scontrol(self, *arguments):
        answer = subprocess.run(
            ["scontrol", *arguments], env=self.environment, capture_output=True, text=True, timeout=30)
        return answer.stdout if answer.returncode == 0 else None

    def _states(self):
        answer = self._scontrol("--oneliner", "show", "nodes") or ""
        words = [word for word in answer.split() if word.startswith("State=")]
        return [word[len("State="):].lower() for word in words]

    def stop(self):
        for name in list(self.keepers):
            self.kill(name)
        kill_below(os.getpid())
        shutil.rmtree(self.folder, ignore_errors=True)


def free_ports(count):
    """Ports of loopback that nobody uses now."""
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def wait_until(what, condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} did not come up within {seconds} s")
        time.sleep(0.05)


def obey(cluster, line):
    """Carries out one command; returns the answer, or None at `stop`."""
    verb, *names = line.split()
    try:
        if verb == "stop":
            return None
        if verb == "kill-node":
            cluster.kill(names[0])
        elif verb == "start-node":
            cluster.start_node(names[0])
        elif verb == "kill-controller":
            cluster.kill("controller")
        elif verb == "start-controller":
            cluster.start_controller()
        else:
            return f"error: no command '{verb}'"
    except (KeyError, IndexError):
        return f"error: '{line.strip()}' names nothing that is there"
    except TimeoutError as error:
        return f"error: {error}"
    return f"done: {line.strip()}"


def lines(parent):
    """Lines of standard input until its end or the end of the parent process."""
    pending = b""
    while os.getppid() == parent:
        if not select.select([0], [], [], 1)[0]:
            continue
        read = os.read(0, 4096)
        if not read:
            return
        *whole, pending = (pending + read).split(b"\n")
        yield from (line.decode() for line in whole if line.strip())


def leave(*_):
    raise SystemExit(0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=3, choices=range(1, 10))
    parser.add_argument("--folder", type=Path, help="a folder to make; short, sockets lie in it")
    parser.add_argument("--node-timeout", type=int, default=5, help="seconds until a silent node is down")
    arguments = parser.parse_args()
    missing = [name for name in PROGRAMS if not shutil.which(name, path=SEARCH_PATH)]
    if missing:
        print(f"missing: {', '.join(missing)}; apt-get install slurm-wlm munge", flush=True)
        return 69
    parent = os.getppid()
    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    signal.signal(signal.SIGHUP, leave)
    adopt_orphans()
    folder = arguments.folder or Path(tempfile.mkdtemp(prefix="furrow-slurm-"))
    folder.mkdir(parents=True, exist_ok=True)
    cluster = Cluster(folder.resolve(), arguments.nodes, arguments.node_timeout)
    try:
        cluster.start()
        print(f"export SLURM_CONF={cluster.configuration}", flush=True)
        for line in lines(parent):
            answer = obey(cluster, line)
            if answer is None:
                break
            print(answer, flush=True)
    except TimeoutError as error:
        print(f"error: {error}", flush=True)
        log = cluster.folder / "log/slurmctld.log"
        print(log.read_text()[-2000:] if log.exists() else "", file=sys.stderr)
        return 70
    finally:
        cluster.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
