"""The service in the container: how systemd sees it, and what it did."""

import json
import pathlib

from container import Container, eventually

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
CONFIGURATION = "/etc/lyssnad/lyssnad.yaml"
DROP = "/var/spool/lyssnad/in"
AUTHENTICATION = "  authentication_results: { authserv_id: mx.uppsala.example, require: dmarc }\n"


class Service:
    def __init__(self, container: Container):
        self.container = container

    def show(self, name):
        """A property of the unit, as systemd has it in force."""
        return self.container.output("systemctl", "show", "--value", "-p", name, "lyssnad")

    def systemctl(self, verb, check=True):
        return self.container.command("systemctl", verb, "lyssnad", check=check)

    @property
    def process(self):
        """The main process's number, as a text; there must be one."""
        number = self.show("MainPID")
        assert int(number) > 1, "the service has no process"
        return number

    def is_replaced(self, process):
        """Whether the service runs, as another process."""
        return self.is_active and self.show("MainPID") not in ("0", process)

    def recover(self):
        """After a point that failed: as if it had not been."""
        self.container.command("rm", "-rf", "/etc/systemd/system/lyssnad.service.d")
        self.container.command("systemctl", "daemon-reload")
        self.configure()
        self.systemctl("reset-failed", check=False)
        self.systemctl("restart", check=False)

    def process_status(self, process):
        """The fields of a process's /proc/PID/status."""
        lines = self.container.output("cat", f"/proc/{process}/status").split("\n")
        return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}

    @property
    def is_active(self):
        return self.show("ActiveState") == "active"

    def drop_in(self, name, text):
        """Puts a drop-in beside the unit, or takes it away where the text is None."""
        path = f"/etc/systemd/system/lyssnad.service.d/{name}.conf"
        if text is None:
            self.container.command("rm", "-f", path)
        else:
            self.container.write(path, text)
        self.container.command("systemctl", "daemon-reload")

    def configure(self, sources="", log="info", metrics=""):
        """The shipped configuration with a quick drop, and further sources, whose mail would be authenticated."""
        text = (REPOSITORY / "config/lyssnad.yaml").read_text()
        for old, new in [("    settle: 2s\n", "    settle: 100ms\n"),
                         ("log: { level: info }", f"log: {{ level: {log} }}"),
                         ('  allow: ["*@uppsala.example"]\n', '  allow: ["*@uppsala.example"]\n' + AUTHENTICATION),
                         ("\n## Who may send.", f"\n{sources}\n## Who may send."),
                         ("\n## Figures for", f"\n{metrics}\n## Figures for")]:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        self.container.write(CONFIGURATION, text)

    def events(self, name, after=0):
        """The journal's entries of an event, those before the `after`th left out."""
        return self.container.journal(f"LYSSNAD_EVENT={name}")[after:]

    def count(self, name):
        return len(self.events(name))

    def await_event(self, name, after, seconds=60):
        """The entry of an event that is more than the `after` that there were."""
        return eventually(lambda: self.events(name, after), f"the event {name}", seconds)[0]

    def status(self):
        return json.loads(self.container.output("lyssnad", "status", "--json"))

    def records(self):
        """What the store holds, a record a message."""
        lines = self.container.output("lyssnad", "export", "--format", "jsonl")
        return [json.loads(line) for line in lines.split("\n") if line]

    def await_outcome(self, name):
        """The record of a file that was put into the drop under a name."""
        return eventually(
            lambda: [record for record in self.records() if record["path"].endswith(name)],
            f"an outcome for {name}")[0]
