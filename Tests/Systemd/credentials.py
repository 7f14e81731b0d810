"""Secrets that the service manager hands over, and the addresses that it lets the service reach."""

import json
import queue
import subprocess
import sys
import threading
import time

from points import equal, holds, point
from service import REPOSITORY

PORT = 1143
MAILBOX = """  - name: {name}
    url: imap://127.0.0.1:{port}/INBOX
    user: {name}
    password: {{ credential: {credential} }}
    tls: none
"""


class LoginServer:
    """The mail server of login_server.py, in the container's network."""

    def __init__(self, container):
        # Only the network is the container's: Python is not installed within.
        self.process = subprocess.Popen(
            ["nsenter", "--net", f"--target={container.leader}", sys.executable,
             str(REPOSITORY / "Tests/Systemd/login_server.py"), "127.0.0.1", str(PORT)],
            stdout=subprocess.PIPE, text=True)
        self.logins = queue.Queue()

    def __enter__(self):
        equal(self.process.stdout.readline().strip(), "listens", "the server")
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def _listen(self):
        for line in self.process.stdout:
            self.logins.put(tuple(json.loads(line)))

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def next_login(self):
        return self.logins.get(timeout=60)


@point("LoadCredential= and LoadCredentialEncrypted= reach the daemon, and no place where others see them")
def credentials(service):
    container = service.container
    container.write("/etc/lyssnad/imap-password", "hemligt-ett", mode="0600")
    container.command("install", "-d", "-m", "0700", "/etc/credstore.encrypted")
    container.command("systemd-creds", "setup")
    container.command(
        "systemd-creds", "encrypt", "--with-key=host", "--name=sealed", "-", "/etc/credstore.encrypted/sealed",
        input="hemligt-två")
    service.drop_in(
        "credentials", "[Service]\nLoadCredential=imap-password:/etc/lyssnad/imap-password\n"
        "LoadCredentialEncrypted=sealed:/etc/credstore.encrypted/sealed\n")
    service.configure(
        sources=MAILBOX.format(name="ett", port=PORT, credential="imap-password")
        + MAILBOX.format(name="tva", port=PORT, credential="sealed"))
    with LoginServer(container) as server:
        service.systemctl("restart")
        heard = {server.next_login(), server.next_login()}
        equal(heard, {("ett", "hemligt-ett"), ("tva", "hemligt-två")}, "who logged in, and with what")
    process = service.process
    seen = container.output("sh", "-c", f"tr '\\0' '\\n' < /proc/{process}/environ; tr '\\0' ' ' < /proc/{process}/cmdline")
    seen += "\n".join(entry.get("MESSAGE", "") if isinstance(entry.get("MESSAGE"), str) else "?"
                      for entry in container.journal("_SYSTEMD_UNIT=lyssnad.service"))
    seen += json.dumps(service.status())
    holds("hemligt" not in seen, "a secret is seen in the environment, the arguments, the journal or the status")


@point("a drop-in lets the service reach its mail servers' addresses alone")
def addresses(service):
    with LoginServer(service.container) as server:
        service.drop_in("mail-servers", "[Service]\nIPAddressDeny=any\nIPAddressAllow=192.0.2.25\n")
        service.systemctl("restart")
        # Where it is let, it logs in within a fraction of this.
        time.sleep(4)
        holds(server.logins.empty(), "a login came through the firewall")
        # The example, as it is shipped, lets it reach this machine.
        service.container.command(
            "cp", "/usr/share/doc/lyssnad/examples/mail-servers.conf",
            "/etc/systemd/system/lyssnad.service.d/mail-servers.conf")
        service.container.command("systemctl", "daemon-reload")
        service.systemctl("restart")
        holds(server.next_login()[1].startswith("hemligt"), "the login after the server was allowed")
    for name in ["mail-servers", "credentials"]:
        service.drop_in(name, None)
    service.configure()
    service.systemctl("restart")
