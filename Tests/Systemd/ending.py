"""Restarts: when they come, when they do not, and what an end under load leaves behind."""

import time

from container import eventually
from points import equal, holds, point
from service import CONFIGURATION, DROP, REPOSITORY

IMPATIENT = "[Service]\nWatchdogSec=2\nTimeoutAbortSec=10\nRestartSec=100ms\n"


@point("a process that hangs is killed by the watchdog, and another takes its place")
def watchdog(service):
    service.drop_in("impatient", IMPATIENT)
    service.systemctl("restart")
    frozen = service.process
    service.container.command("kill", "-STOP", frozen)
    eventually(
        lambda: service.is_replaced(frozen), "another process")
    holds(int(service.show("NRestarts")) >= 1, "no restart was counted")
    told = service.container.journal("UNIT=lyssnad.service")
    holds(any("Watchdog timeout" in entry["MESSAGE"] for entry in told), "systemd does not tell of the watchdog")


@point("a process that is killed is replaced")
def killed(service):
    process = service.process
    service.container.command("kill", "-KILL", process)
    eventually(lambda: service.is_replaced(process), "another process")


@point("a bad configuration at the start ends with 78, and is not tried again")
def bad_configuration(service):
    service.systemctl("stop")
    service.container.write(CONFIGURATION, "sorces: []\n")
    service.systemctl("start", check=False)
    eventually(lambda: service.show("ActiveState") == "failed", "the unit's failure")
    equal(service.show("ExecMainStatus"), "78", "the exit status")
    # Ten times as long as a restart would have waited.
    time.sleep(1)
    equal(service.show("ActiveState"), "failed", "the state a second later")
    equal(service.show("NRestarts"), "0", "restarts")
    service.configure()
    service.systemctl("reset-failed")
    service.systemctl("start")
    service.drop_in("impatient", None)


@point("stopped under load, it ends in order; started again, it takes in the rest, and nothing twice")
def load(service):
    count = 800
    before = len(service.records())
    document = REPOSITORY / "Sources/CEmbedded/data/samples/12-dialogmote.pdf"
    service.systemctl("stop")
    service.container.command("install", "-d", "/var/tmp/load")
    service.container.copy(document, "/var/tmp/load/document.pdf")
    # Mails that differ, with a document each, so that the stop meets readers at work:
    # a PDF, which is read by a child of its own and, lost with it, is not tried again.
    service.container.command("bash", "-euc", f"""
        encoded=$(base64 /var/tmp/load/document.pdf)
        for number in $(seq {count}); do
          printf '%s\\n' 'From: anna@uppsala.example' 'Subject: M\u00f6te '$number "Message-ID: <load-$number@uppsala.example>" \\
            'MIME-Version: 1.0' 'Content-Type: multipart/mixed; boundary=b' '' '--b' \\
            'Content-Type: text/plain; charset=utf-8' '' "M\u00f6te nummer $number: handl\u00e4ggningen tog $number veckor." '--b' \\
            'Content-Type: application/pdf' \\
            "Content-Disposition: attachment; filename=$number.pdf" 'Content-Transfer-Encoding: base64' '' \\
            "$encoded" '--b--' > {DROP}/load-$number.eml
        done""")
    service.systemctl("start")
    eventually(lambda: len(service.records()) > before, "the first of the load")
    service.systemctl("stop")
    equal(service.show("Result"), "success", "the result of the stop")
    equal(service.show("ExecMainStatus"), "0", "the exit status")
    halfway = len(service.records()) - before
    holds(halfway < count, "the load was over before the stop, which shows nothing")
    service.systemctl("start")
    eventually(lambda: len(service.records()) - before >= count, "the rest of the load", 120)
    records = [record for record in service.records() if "load-" in (record["path"] or "")]
    equal(len({record["message_id"] for record in records}), count, "messages")
    equal(len(records), count, "outcomes")
    unread = [record["attachments"] for record in records if record["attachments"][0]["outcome"] != "read"]
    equal(unread, [], "documents that were not read")
    # Fails where a message has no outcome.
    service.container.command("lyssnad", "reconcile")
