"""The package's life: installed, upgraded, removed, purged."""

import pathlib
import re
import subprocess
import tempfile

from container import eventually
from points import equal, holds, point
from service import CONFIGURATION, DROP

NEW, OLD = "/root/lyssnad.deb", "/root/older.deb"
EDITED = "# The municipality has added this line.\n"


def older(package: pathlib.Path, target: pathlib.Path):
    """The package as an earlier version would be: a lower number, another unit, and other themes in /etc."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["dpkg-deb", "--raw-extract", package, folder], check=True)
        tree = pathlib.Path(folder)
        for path, pattern, replacement in [
            ("DEBIAN/control", r"^Version: .*$", "Version: 0.0.1"),
            ("lib/systemd/system/lyssnad.service", r"^Description=.*$", "Description=An earlier Lyssnad"),
            ("etc/lyssnad/themes.yaml", r"\Z", "# As it was shipped earlier.\n"),
        ]:
            file = tree / path
            text, count = re.subn(pattern, replacement, file.read_text(), count=1, flags=re.MULTILINE)
            holds(count == 1, f"{path} has no {pattern}")
            file.write_text(text)
        # The sums of what was changed would be wrong; a package need not have any.
        (tree / "DEBIAN/md5sums").unlink()
        subprocess.run(
            ["dpkg-deb", "--build", "--root-owner-group", "-Znone", folder, target], check=True, capture_output=True)


def put(service, package):
    """Copies the package, and an older one, into the container."""
    service.container.copy(package, NEW)
    with tempfile.NamedTemporaryFile(suffix=".deb") as file:
        older(package, pathlib.Path(file.name))
        service.container.copy(file.name, OLD)


def install(service, package):
    # What dpkg asks about a changed configuration file is answered as its default is: it is kept.
    return service.container.command("dpkg", "--install", "--force-confold", package)


@point("installed, the package makes its account, its folders and its configuration, and the service is started")
def installed(service):
    install(service, OLD)
    holds(service.is_active, "the service is not active")
    equal(service.container.output("systemctl", "is-enabled", "lyssnad"), "enabled", "is-enabled")
    for path, expected in {
        "/var/lib/lyssnad": "lyssnad:lyssnad 750", DROP: "lyssnad:lyssnad-drop 3770",
        "/var/lib/lyssnad-overview": "lyssnad:lyssnad 755", "/var/lib/lyssnad-metrics": "lyssnad:lyssnad 755",
        "/etc/lyssnad": "root:root 755", CONFIGURATION: "root:root 644",
        "/var/lib/lyssnad/lyssnad.db": "lyssnad:lyssnad 600",
    }.items():
        equal(service.container.output("stat", "--format=%U:%G %a", path), expected, path)
    listed = service.container.output("dpkg-query", "--show", "--showformat=${Conffiles}", "lyssnad")
    ours = sorted(line.split()[0] for line in listed.split("\n") if "/etc/lyssnad/" in line)
    equal(ours, [f"/etc/lyssnad/{name}.yaml" for name in ["areas", "lyssnad", "themes"]], "configuration files")
    holds("/nologin" in service.container.output("getent", "passwd", "lyssnad"), "the account has a shell")


@point("an upgrade restarts the service, keeps what was changed and what was gathered, and renews the rest")
def upgraded(service):
    container = service.container
    container.write(f"{DROP}/fore.txt", "Vi väntade åtta veckor på besked om skylten.\n")
    equal(service.await_outcome("fore.txt")["outcome"], "stored", "the outcome before the upgrade")
    container.command("sh", "-euc", f"printf '%s' '{EDITED}' >> {CONFIGURATION}")
    process = service.process
    install(service, NEW)
    holds(service.is_replaced(process), "the service was not restarted")
    holds("earlier" not in service.show("Description"), "the unit is the earlier one")
    holds(EDITED in container.output("cat", CONFIGURATION) + "\n", "the changed configuration was not kept")
    holds("earlier" not in container.output("cat", "/etc/lyssnad/themes.yaml"), "the themes were not renewed")
    equal(service.await_outcome("fore.txt")["outcome"], "stored", "the outcome after the upgrade")
    equal(container.output("dpkg", "--audit"), "", "dpkg --audit")


@point("removed, it leaves configuration and store; installed again, it goes on with them")
def removed(service):
    container = service.container
    before = len(service.records())
    container.command("dpkg", "--remove", "lyssnad")
    holds(not service.is_active, "the service runs after the removal")
    container.command("test", "-e", CONFIGURATION, "-a", "-e", "/var/lib/lyssnad/lyssnad.db")
    install(service, NEW)
    holds(service.is_active, "the service is not active")
    equal(len(service.records()), before, "what is stored")


@point("purged, it takes the store and the configuration, and leaves originals in the drop; it can be installed again")
def purged(service):
    container = service.container
    purging = container.command("dpkg", "--purge", "lyssnad")
    for path in ["/var/lib/lyssnad", "/var/lib/lyssnad-overview", "/var/lib/lyssnad-metrics", CONFIGURATION,
                 "/lib/systemd/system/lyssnad.service", "/usr/bin/lyssnad"]:
        equal(container.command("test", "-e", path, check=False).returncode, 1, f"test -e {path}")
    container.command("test", "-e", f"{DROP}/done")
    holds("/var/spool/lyssnad" in purging.stderr + purging.stdout, "it is not said that originals are left")
    equal(container.output("dpkg", "--audit"), "", "dpkg --audit")
    install(service, NEW)
    eventually(lambda: service.is_active, "the service, installed again")
    equal(service.records(), [], "what is stored after a purge")
