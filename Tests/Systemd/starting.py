"""How systemd sees the service, what it may do, and what the journal keeps of it."""

import re

from container import eventually
from points import equal, holds, point
from service import CONFIGURATION, DROP, REPOSITORY


@point("started, the daemon says that it is ready, and what it is doing")
def ready(service):
    service.configure()
    service.systemctl("restart")
    equal(service.show("ActiveState"), "active", "after systemctl restart has returned")
    equal(service.show("SubState"), "running", "the state")
    eventually(lambda: re.fullmatch(r"watches 1 sources.*", service.show("StatusText")), "STATUS")
    owner = service.container.output("stat", "--format=%U", f"/proc/{service.process}")
    equal(owner, "lyssnad", "whose process it is")


@point("every directive is in force, and the exposure is at most 1.1")
def directives(service):
    expected = {
        "Type": "notify", "NotifyAccess": "main", "WatchdogUSec": "1min", "Restart": "on-failure",
        "RestartPreventExitStatus": "64 77 78", "KillMode": "mixed", "OOMPolicy": "continue",
        "TimeoutStopUSec": "30s", "LimitCORE": "0", "LimitNOFILE": "4096", "TasksMax": "128",
        "MemoryMax": str(2 << 30), "UMask": "0077", "NoNewPrivileges": "yes", "ProtectSystem": "strict",
        "ProtectHome": "yes", "PrivateTmp": "yes", "PrivateMounts": "yes", "PrivateDevices": "yes",
        "PrivateUsers": "yes", "CapabilityBoundingSet": "", "AmbientCapabilities": "",
        "ProtectKernelTunables": "yes", "ProtectKernelModules": "yes", "ProtectKernelLogs": "yes",
        "ProtectClock": "yes", "ProtectHostname": "yes", "ProtectControlGroups": "yes",
        "ProtectProc": "invisible", "ProcSubset": "pid", "MemoryDenyWriteExecute": "yes",
        "LockPersonality": "yes", "SystemCallArchitectures": "native", "RestrictRealtime": "yes",
        "RestrictSUIDSGID": "yes", "KeyringMode": "private", "RemoveIPC": "yes", "DevicePolicy": "closed",
        "RestrictNamespaces": "yes", "NoExecPaths": "/",
    }
    for name, value in expected.items():
        equal(service.show(name), value, name)
    equal(set(service.show("RestrictAddressFamilies").split()), {"AF_UNIX", "AF_INET", "AF_INET6"}, "families")
    told = service.container.output("systemd-analyze", "security", "--no-pager", "lyssnad.service")
    exposure = float(re.search(r"exposure level for lyssnad\.service: ([0-9.]+)", told).group(1))
    holds(exposure <= 1.1, f"the exposure is {exposure}")


@point("the process is confined: no capability, no new rights, a filter, and no program to run but itself")
def confined(service):
    status = service.process_status(service.process)
    equal(status["NoNewPrivs"], "1", "NoNewPrivs")
    equal(status["Seccomp"], "2", "Seccomp")
    equal(int(status["CapEff"], 16) | int(status["CapBnd"], 16), 0, "capabilities")
    shell = service.container.command(
        "nsenter", "--mount", f"--target={service.process}", "/bin/sh", "-c", "true", check=False)
    holds(shell.returncode != 0 and "Permission denied" in shell.stderr, f"a shell can be run: {shell}")


@point("figures are told at a socket in the unit's own folder, to members of the group; the reader is confined")
def metrics(service):
    path = "/run/lyssnad/metrics.sock"
    service.configure(metrics=f"metrics: {{ listen: unix:{path} }}\n")
    service.systemctl("restart")
    eventually(lambda: service.container.command("test", "-S", path, check=False).returncode == 0, "the socket")
    equal(service.container.output("stat", "--format=%U:%G %a", path), "lyssnad:lyssnad 660", "the socket's rights")
    equal(service.container.output("stat", "--format=%U:%G %a", "/run/lyssnad"), "lyssnad:lyssnad 750", "the folder's")
    told = eventually(
        lambda: next((answer for answer in [service.container.asked(path, "/metrics")]
                      if "lyssnad_reader_confined " in answer), None), "the figures of the reader")
    holds("\nlyssnad_reader_confined 1\n" in told, f"the reader is not confined under the unit: {told}")
    holds("\nok\n" in service.container.asked(path, "/healthz"), "healthz does not say that all is well")
    equal(service.count("reader.impaired"), 0, "events that tell of a reader that is not confined")
    service.configure()
    service.systemctl("restart")
    gone = service.container.command("test", "-e", path, check=False)
    holds(gone.returncode != 0, "the socket outlives the listener")


@point("events are in the journal with fields of their own, and journalctl -x tells what to do")
def journal(service):
    entry = service.events("service.ready")[-1]
    equal(entry["SYSLOG_IDENTIFIER"], "lyssnad", "SYSLOG_IDENTIFIER")
    equal(entry["PRIORITY"], "5", "PRIORITY")
    equal(entry["_SYSTEMD_UNIT"], "lyssnad.service", "_SYSTEMD_UNIT")
    catalog = (REPOSITORY / "systemd/lyssnad.catalog").read_text()
    subject = re.search(rf"^-- {entry['MESSAGE_ID']}\n(?:.+\n)*?Subject: (.+)\n", catalog, re.MULTILINE).group(1)
    told = service.container.output("journalctl", "-x", "--no-pager", f"MESSAGE_ID={entry['MESSAGE_ID']}")
    holds(subject in told, f"no catalog entry for service.ready: {told}")


@point("one message's life is found by one query")
def life(service):
    service.container.write(f"{DROP}/anteckning.txt", "Det tog sex veckor att få svar om bygglovet.\n")
    record = service.await_outcome("anteckning.txt")
    entries = service.container.journal(f"LYSSNAD_MESSAGE={record['id']}")
    equal([entry["LYSSNAD_EVENT"] for entry in entries], ["message.stored"], "the events of the message")
    equal(entries[0]["LYSSNAD_SOURCE"], "inlamning", "LYSSNAD_SOURCE")


@point("a good configuration is taken by a reload, in the same process")
def reload(service):
    process, before = service.process, service.count("service.reloaded")
    service.configure(log="debug")
    service.systemctl("reload")
    service.await_event("service.reloaded", before)
    eventually(lambda: service.is_active, "active after the reload")
    equal(service.process, process, "the process")


@point("a bad configuration is refused, said, and harms nothing")
def refused(service):
    process, before = service.process, service.count("service.reload_refused")
    stored = service.count("message.stored")
    service.container.write(CONFIGURATION, "sorces: []\n")
    service.systemctl("reload")
    entry = service.await_event("service.reload_refused", before)
    holds(f"{CONFIGURATION}:1" in entry["MESSAGE"], f"the place of the mistake is not told: {entry['MESSAGE']}")
    eventually(lambda: service.is_active, "active after the refusal")
    equal(service.process, process, "the process")
    service.container.write(f"{DROP}/efter.txt", "Växeln svarar aldrig på fredagar.\n")
    service.await_event("message.stored", stored)
    service.configure()
    equal(service.await_outcome("efter.txt")["outcome"], "stored", "the outcome under the old configuration")
    service.systemctl("reload")
