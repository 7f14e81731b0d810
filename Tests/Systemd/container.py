"""A container that systemd boots, on a layer of its own over a root that stays as it was."""

import json
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time

from debian_root import Unable

ENVIRONMENT = ["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8", "DEBIAN_FRONTEND=noninteractive"]
# Registering with a systemd outside is left off, since there may be none; bpf is for IPAddressDeny=.
BOOT = """
mount -t overlay lyssnad -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" "$2/root"
exec systemd-nspawn --directory="$2/root" --boot --register=no --keep-unit --console=pipe --private-network \
  --capability=all --system-call-filter=bpf --machine=lyssnad-test
"""


def eventually(condition, what, seconds=60):
    """The condition's value, once it holds; a loaded machine is given time."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds} s in vain: {what}")
        time.sleep(0.1)


class Container:
    """Runs from `with` to its end; then the layer is gone with all that was done."""

    def __init__(self, root: pathlib.Path, cache: pathlib.Path):
        self.root = root
        self.layer = pathlib.Path(tempfile.mkdtemp(prefix="container-", dir=cache))
        self.files = self.layer / "root"
        for name in ["upper", "work", "root"]:
            (self.layer / name).mkdir()
        self.console = self.layer / "console.log"

    def __enter__(self):
        with open(self.console, "w") as console:
            self.process = subprocess.Popen(
                # Whatever becomes of this process, the container does not outlive it.
                ["setpriv", "--pdeathsig", "TERM", "unshare", "--mount", "--propagation", "private",
                 "bash", "-euc", BOOT, "boot", str(self.root), str(self.layer)],
                stdin=subprocess.DEVNULL, stdout=console, stderr=subprocess.STDOUT)
        try:
            self.leader = eventually(self._leader, "the container's first process")
            eventually(lambda: self.state() in ("running", "degraded"), "the container's systemd", 120)
        except (AssertionError, Unable) as failure:
            told = self.console.read_text(errors="replace").strip()
            self.__exit__()
            raise Unable(f"systemd-nspawn does not boot here ({failure}): {told[-2000:]}") from None
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.layer, ignore_errors=True)

    def _leader(self):
        if self.process.poll() is not None:
            raise Unable(f"it ended with status {self.process.returncode}")
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        # Before systemd, nspawn starts children that make its place ready.
        return next((child for child in children if self._program(child) == "systemd"), None)

    @staticmethod
    def _program(process):
        try:
            return pathlib.Path(f"/proc/{process}/comm").read_text().strip()
        except OSError:
            return None

    def state(self):
        return self.command("systemctl", "is-system-running", check=False).stdout.strip()

    def enter(self, *arguments):
        """The command line, for outside, of a command within."""
        return ["nsenter", "--all", f"--target={self.leader}", *ENVIRONMENT, *arguments]

    def command(self, *arguments, check=True, input=None):
        """Runs a command within, as root."""
        ended = subprocess.run(self.enter(*arguments), capture_output=True, text=True, input=input, timeout=300)
        if check and ended.returncode != 0:
            raise AssertionError(
                f"{' '.join(arguments)}: status {ended.returncode}\n{ended.stdout}{ended.stderr}")
        return ended

    def output(self, *arguments):
        return self.command(*arguments).stdout.strip()

    def write(self, path, text, mode="0644"):
        self.command("install", "-D", "-m", mode, "/dev/stdin", path, input=text)

    def copy(self, file, path):
        """Puts a file of the repository into the container."""
        with open(file, "rb") as bytes_of_file:
            subprocess.run(
                self.enter("install", "-D", "-m", "0644", "/dev/stdin", path), stdin=bytes_of_file, check=True)

    def asked(self, path, page):
        """What is answered over HTTP at a socket within, as text; empty where nobody answers."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(20)
            try:
                connection.connect(f"/proc/{self.leader}/root{path}")
                connection.sendall(f"GET {page} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
                return b"".join(iter(lambda: connection.recv(65536), b"")).decode()
            except OSError:
                return ""

    def journal(self, *matches):
        """The entries of the journal that match, oldest first, as dictionaries."""
        self.command("journalctl", "--sync")
        lines = self.command("journalctl", "-o", "json", "--no-pager", *matches, check=False).stdout
        return [json.loads(line) for line in lines.split("\n") if line.startswith("{")]
