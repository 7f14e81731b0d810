"""The Debian that is booted: what the package depends on and systemd, from the mirror that this machine's apt uses."""

import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

BESIDES = ["dbus", "passwd", "systemd", "systemd-sysv"]


class Unable(Exception):
    """Why nothing can be tested here; no fault of the package."""


def reason_not_to_try():
    """What this machine lacks to boot a container; None where it lacks nothing that can be seen from outside."""
    if os.geteuid() != 0:
        return "it takes root, to make a Debian root and to boot it"
    if shutil.which("apt-get") is None:
        return "the container is a Debian, and there is no apt here to make it with"
    if not os.path.ismount("/sys/fs/cgroup"):
        return "the container's systemd needs control groups, and none are mounted on /sys/fs/cgroup"
    with tempfile.TemporaryDirectory() as folder:
        mounting = subprocess.run(
            ["unshare", "--mount", "--pid", "--net", "--fork", "mount", "-t", "tmpfs", "none", folder],
            capture_output=True, text=True)
    if mounting.returncode != 0:
        return f"no namespaces can be made here: {mounting.stderr.strip()}"
    return None if sources() else "apt knows of no Debian mirror here"


def sources():
    """The lines of sources.list(5) for what Debian itself publishes, as apt is set up on this machine."""
    listed = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(SIGNED_BY)|$(REPO_URI)|$(RELEASE)|$(COMPONENT)",
         "Created-By: Packages", "Origin: Debian"], capture_output=True, text=True)
    lines = []
    for line in sorted(set(listed.stdout.split("\n"))):
        if line.count("|") == 3:
            key, uri, release, component = line.split("|")
            lines.append(f"deb {f'[signed-by={key}] ' if key.startswith('/') else ''}{uri} {release} {component}")
    return lines


def dependencies(package):
    """The names of the Debian packages that a package depends on; of alternatives, the first."""
    field = subprocess.run(
        ["dpkg-deb", "--field", package, "Depends"], capture_output=True, text=True, check=True).stdout
    return [re.split(r"[\s(|:]", part.strip())[0] for part in field.split(",") if part.strip()]


def made(package, cache: pathlib.Path) -> pathlib.Path:
    """The root for a package, made the first time, and again when the package depends on something else."""
    names = sorted(set(dependencies(package) + BESIDES))
    suite = subprocess.run(
        ["sh", "-c", '. /etc/os-release; echo "$VERSION_CODENAME"'], capture_output=True, text=True).stdout.strip()
    key = hashlib.sha256(" ".join([suite] + names).encode()).hexdigest()[:12]
    root = cache / f"root-{key}"
    if root.exists():
        return root
    print(f"test-systemd: makes a Debian root in {root}, once", flush=True)
    cache.mkdir(parents=True, exist_ok=True)
    unfinished = cache / f"unfinished-{os.getpid()}"
    making = subprocess.run(
        ["mmdebstrap", "--variant=essential", "--include=" + ",".join(names), suite, str(unfinished)] + sources(),
        capture_output=True, text=True)
    if making.returncode != 0:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise Unable("no Debian root can be made: " + making.stderr.strip().split("\n")[-1])
    unfinished.rename(root)
    return root
