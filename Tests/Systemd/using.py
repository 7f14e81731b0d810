"""What people do beside the service: officers put files into the drop, administrators give commands."""

from container import eventually
from points import equal, holds, point
from service import DROP, REPOSITORY

# A PDF is read by a child of its own, which ends with it: the child that is looked at is that of the other.
DOCUMENTS = [
    REPOSITORY / "Sources/CEmbedded/data/samples/12-dialogmote.pdf",
    REPOSITORY / "Tests/DocumentsTests/Fixtures/motesanteckning.docx",
]
REFUSED = "From: okand@annan.example\nSubject: Hej\nMessage-ID: <x@annan.example>\n\nHandl\u00e4ggningen var l\u00e5ngsam.\n"


def as_officer(service, command, check=True):
    """Runs a line of shell as somebody who may put files into the drop, and lets others see nothing of theirs."""
    return service.container.command(
        "setpriv", "--reuid=officer", "--regid=officer", "--init-groups", "sh", "-euc", f"umask 077; {command}",
        check=check)


@point("a member of the group puts files into the drop, whatever the umask, and may read why one was refused")
def drop(service):
    service.container.command("useradd", "--groups", "lyssnad-drop", "officer")
    service.container.command("useradd", "stranger")
    service.container.write("/tmp/okand.eml", REFUSED)
    as_officer(service, f"echo 'Bygglovet tog fjorton veckor.' > {DROP}/egen.txt; cp /tmp/okand.eml {DROP}/")
    equal(service.await_outcome("egen.txt")["outcome"], "stored", "the outcome of the officer's file")
    equal(service.await_outcome("okand.eml")["reason"], "sender_not_allowed", "the reason of a stranger's mail")
    eventually(lambda: "okand.eml" in as_officer(service, f"ls {DROP}/refused").stdout, "the refused file")
    told = eventually(
        lambda: as_officer(service, f"cat {DROP}/refused/okand.eml.*", check=False).stdout, "the reason file")
    holds("okand@annan.example" in told or "sender_not_allowed" in told, f"the reason file: {told}")
    outside = service.container.command(
        "setpriv", "--reuid=stranger", "--regid=stranger", "--init-groups", "ls", DROP, check=False)
    holds("Permission denied" in outside.stderr, f"others see the drop: {outside}")


@point("Word and PDF are read by a child that may do less than the service")
def documents(service):
    for document in DOCUMENTS:
        service.container.copy(document, f"{DROP}/{document.name}")
        record = service.await_outcome(document.name)
        equal(record["outcome"], "stored", f"the outcome of {document.name}")
        holds(record["notes"] and record["notes"][0]["passages"], f"no passages of {document.name}: {record}")
    process = service.process
    filters = int(service.process_status(process)["Seccomp_filters"])
    children = service.container.output("cat", f"/proc/{process}/task/{process}/children").split()
    children += [
        child for thread in service.container.output("ls", f"/proc/{process}/task").split() if thread != process
        for child in service.container.output("cat", f"/proc/{process}/task/{thread}/children").split()]
    confined = [
        child for child in children if int(service.process_status(child)["Seccomp_filters"]) > filters]
    holds(confined, f"no reader with a filter of its own among {children}")
    for reader in confined:
        equal(service.container.output("cat", f"/proc/{reader}/oom_score_adj"), "1000", "oom_score_adj")
        limits = service.container.output("cat", f"/proc/{reader}/limits")
        for limit in ["Max file size", "Max core file size", "Max processes"]:
            holds(any(line.startswith(limit) and line.split()[len(limit.split())] == "0"
                      for line in limits.split("\n")), f"{limit} of the reader:\n{limits}")
        opened = service.container.output("ls", f"/proc/{reader}/fd").split()
        holds(len(opened) <= 4, f"the reader holds {opened}")


@point("commands that root gives act as the store's owner, and leave no file of root's")
def commands_as_root(service):
    # With the service stopped, its files are closed: what a command needs, it makes.
    service.systemctl("stop")
    service.container.write("/tmp/ny.txt", "Kommunen svarade samma dag, det var bra.\n")
    service.container.command("touch", "/tmp/before")
    service.container.command("lyssnad", "ingest", "/tmp/ny.txt")
    for command in [["status"], ["search", "kommunen"], ["export", "--format", "csv"], ["check", "--connect"],
                    ["quarantine", "list"]]:
        service.container.command("lyssnad", *command)
    left = service.container.output(
        "find", "/var/lib/lyssnad", "/var/spool/lyssnad", "/etc/lyssnad", "/tmp", "/var/tmp", "-user", "root",
        "-newer", "/tmp/before")
    equal(left, "", "files of root's that were left")
    holds("samma dag" in service.container.output("lyssnad", "search", "kommunen"), "what root took in is not found")
    denied = service.container.command(
        "setpriv", "--reuid=officer", "--regid=officer", "--init-groups", "lyssnad", "status", check=False)
    equal(denied.returncode, 77, f"the status of a command that may not read the store ({denied.stderr})")
    noise = [entry["MESSAGE"] for entry in service.container.journal("_COMM=lyssnad") if "LYSSNAD_EVENT" not in entry]
    equal(noise, [], "lines in the journal that are no events of ours")
    service.systemctl("start")


@point("what is written for the web server and the node exporter can be read by anybody")
def readable_folders(service):
    for folder in ["/var/lib/lyssnad-overview", "/var/lib/lyssnad-metrics"]:
        service.container.command(
            "setpriv", "--reuid=lyssnad", "--regid=lyssnad", "--init-groups", "sh", "-euc",
            f"umask 077; echo 1 > {folder}/file; mkdir {folder}/folder; echo 1 > {folder}/folder/file")
        seen = service.container.command(
            "setpriv", "--reuid=stranger", "--regid=stranger", "--init-groups", "cat", f"{folder}/file",
            f"{folder}/folder/file")
        equal(seen.stdout, "1\n1\n", f"what others read in {folder}")
