"""A mail server that hears who logs in, prints it as a line of JSON, and refuses: what reached it is what counts.

login_server.py ADDRESS PORT
"""

import base64
import json
import socketserver
import sys


class Session(socketserver.StreamRequestHandler):
    timeout = 30

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        self.say("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready")
        for line in self.rfile:
            tag, _, rest = line.decode().strip().partition(" ")
            verb, _, arguments = rest.partition(" ")
            if verb.upper() == "CAPABILITY":
                self.say("* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR")
                self.say(f"{tag} OK done")
            elif verb.upper() == "AUTHENTICATE":
                _, _, initial = arguments.partition(" ")
                if not initial:
                    self.say("+ ")
                    initial = self.rfile.readline().decode().strip()
                _, user, password = base64.b64decode(initial).decode().split("\0")
                print(json.dumps([user, password]), flush=True)
                self.say(f"{tag} NO [AUTHENTICATIONFAILED] not you")
            elif verb.upper() == "LOGOUT":
                self.say("* BYE")
                self.say(f"{tag} OK done")
                return
            else:
                self.say(f"{tag} BAD not here")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


with Server((sys.argv[1], int(sys.argv[2])), Session) as server:
    print("listens", flush=True)
    server.serve_forever()
