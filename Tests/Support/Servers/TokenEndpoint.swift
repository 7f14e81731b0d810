import Foundation

/// A web server over TLS that gives the answers it was told to, one after the other, the last for ever; as a token
/// endpoint (RFC 6749) and for other questions.
package final class TokenEndpoint: Sendable {
  package struct Answer: Sendable {
    package var status: Int
    package var headers: [String: String]
    package var body: String
    package var delaySeconds: Double

    package init(status: Int = 200, headers: [String: String] = [:], body: String, delaySeconds: Double = 0) {
      self.status = status
      self.headers = headers
      self.body = body
      self.delaySeconds = delaySeconds
    }

    /// A token (section 5.1).
    package static func token(_ token: String, expiresIn: Int = 3600, delaySeconds: Double = 0) -> Answer {
      Answer(
        body: #"{"token_type":"Bearer","expires_in":\#(expiresIn),"access_token":"\#(token)"}"#,
        delaySeconds: delaySeconds)
    }

    /// A refusal (section 5.2).
    package static func error(
      _ error: String, status: Int = 400, description: String = "", headers: [String: String] = [:]
    ) -> Answer {
      Answer(
        status: status, headers: headers, body: #"{"error":"\#(error)","error_description":"\#(description)"}"#)
    }
  }

  package struct Request: Decodable, Sendable {
    package var method: String
    package var path: String
    package var type: String
    package var body: String
  }

  package let port: Int
  package var url: String { "https://127.0.0.1:\(port)/oauth2/v2.0/token" }

  private let folder: TemporaryFolder
  private let process: ServerProcess

  package init(certificate: TestCA.Certificate, answers: [Answer]) throws {
    folder = try TemporaryFolder()
    let script = try folder.write(Self.script, to: "endpoint.py")
    try folder.write("", to: "requests")
    let path = folder.path
    try Self.write(answers, in: folder)
    process = try ServerProcess(
      [program("python3"), script, path, certificate.file, certificate.key], name: "endpoint", in: folder)
    try process.waitUntilReady { FileManager.default.fileExists(atPath: path + "/port") }
    guard let port = Int(try String(contentsOfFile: path + "/port", encoding: .utf8)) else {
      throw ServerFailure("the endpoint names no port")
    }
    self.port = port
  }

  /// Gives these from now on.
  package func answer(_ answers: [Answer]) throws { try Self.write(answers, in: folder) }

  /// What has been asked so far.
  package var requests: [Request] {
    let lines = (try? Data(contentsOf: folder.url.appendingPathComponent("requests"))) ?? Data()
    return lines.split(separator: 10).compactMap { try? JSONDecoder().decode(Request.self, from: $0) }
  }

  package func stop() { process.stop() }

  private static func write(_ answers: [Answer], in folder: TemporaryFolder) throws {
    let list = answers.map { answer -> [String: Any] in
      ["status": answer.status, "headers": answer.headers, "body": answer.body, "delay": answer.delaySeconds]
    }
    let generation: [String: Any] = ["id": UUID().uuidString, "answers": list]
    try JSONSerialization.data(withJSONObject: generation).write(
      to: folder.url.appendingPathComponent("answers"), options: .atomic)
  }

  private static let script = #"""
    import http.server, json, os, ssl, sys, threading, time
    folder, certificate, key = sys.argv[1:]
    lock = threading.Lock()
    state = {"id": None, "next": 0}

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            with lock:
                with open(folder + "/requests", "a") as requests:
                    requests.write(json.dumps({"method": self.command, "path": self.path, "body": body,
                                               "type": self.headers.get("Content-Type", "")}) + "\n")
                generation = json.load(open(folder + "/answers"))
                if generation["id"] != state["id"]:
                    state.update(id=generation["id"], next=0)
                answers = generation["answers"]
                answer = answers[min(state["next"], len(answers) - 1)]
                state["next"] += 1
            time.sleep(answer["delay"])
            data = answer["body"].encode()
            self.send_response(answer["status"])
            for name, value in answer["headers"].items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = answer

        def log_message(self, *arguments):
            pass

    class Server(http.server.ThreadingHTTPServer):
        def finish_request(self, request, address):
            # The handshake is made on the connection's own thread: a client that fails it holds nobody up.
            try:
                super().finish_request(context.wrap_socket(request, server_side=True), address)
            except OSError:
                pass

        def handle_error(self, request, address):
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = Server(("127.0.0.1", 0), Handler)
    with open(folder + "/port.new", "w") as file:
        file.write(str(server.server_address[1]))
    os.rename(folder + "/port.new", folder + "/port")
    server.serve_forever()
    """#
}
