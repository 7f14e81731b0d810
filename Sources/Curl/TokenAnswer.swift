import Foundation

/// What a token endpoint answers (RFC 6749, sections 5.1 and 5.2), read without trust.
struct TokenAnswer {
  /// No token is longer; headers of servers hold no more.
  static let tokenLimit = 16 * 1024

  let result: Result<(bytes: SecretBytes, life: Duration), TokenError>

  init(_ response: Response, from endpoint: String) {
    let status = response.status ?? 0
    let answer = try? JSONDecoder().decode(Fields.self, from: Data(response.bytes))
    if status == 200 {
      result = Self.token(answer, endpoint)
    } else {
      result = .failure(Self.refusal(status, answer, response.retryAfter, endpoint))
    }
  }

  private struct Fields: Decodable {
    var token: String?
    var type: String?
    var life: Double?
    var error: String?
    var explanation: String?

    enum Key: String, CodingKey {
      case token = "access_token"
      case type = "token_type"
      case life = "expires_in"
      case error
      case explanation = "error_description"
    }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: Key.self)
      token = try? fields.decode(String.self, forKey: .token)
      type = try? fields.decode(String.self, forKey: .type)
      // Some endpoints write the number as a text.
      life =
        (try? fields.decode(Double.self, forKey: .life))
        ?? (try? fields.decode(String.self, forKey: .life)).flatMap(Double.init)
      error = try? fields.decode(String.self, forKey: .error)
      explanation = try? fields.decode(String.self, forKey: .explanation)
    }
  }

  private static func token(
    _ answer: Fields?, _ endpoint: String
  ) -> Result<(bytes: SecretBytes, life: Duration), TokenError> {
    guard let answer, let token = answer.token, answer.type?.lowercased() == "bearer", !token.isEmpty,
      token.utf8.count <= tokenLimit, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else {
      return .failure(
        TokenError(
          kind: .answerInvalid,
          description: "\(endpoint): it answered with something that is no bearer token; check token_url"))
    }
    // Where no life is told, a short one is assumed (section 5.1 leaves it open).
    let told = answer.life ?? 300
    let life = told.isFinite ? min(max(told, 1), 86_400) : 300
    return .success((SecretBytes(Array(token.utf8)), .milliseconds(Int(life * 1000))))
  }

  private static func refusal(
    _ status: Int, _ answer: Fields?, _ retryAfter: Duration?, _ endpoint: String
  ) -> TokenError {
    // Entra names its reasons by number, which is safe to show.
    let number = answer?.explanation.flatMap(entraNumber)
    let detail = " (status \(status)" + (number.map { ", AADSTS\($0)" } ?? "") + ")"
    func error(_ kind: TokenError.Kind, _ advice: String) -> TokenError {
      TokenError(kind: kind, retryAfter: retryAfter, description: "\(endpoint): \(advice)\(detail)")
    }
    if status == 429 || status >= 500 || answer?.error == "temporarily_unavailable"
      || answer?.error == "server_error"
    {
      return error(.temporarilyRefused, "it issues no tokens right now; it is asked again later")
    }
    switch answer?.error {
    case "invalid_client" where number == "7000222":
      return error(.clientRefused, "the client secret has expired; create a new one and put it in its place")
    case "invalid_client", "unauthorized_client":
      return error(
        .clientRefused,
        "it does not accept client_id and client_secret; check both, and whether the secret has expired")
    case "invalid_scope":
      return error(.scopeRefused, "it does not accept the scope; correct it in the configuration")
    case .some:
      return error(
        .requestRefused,
        "it refuses the request; check token_url, client_id, scope and the application's permissions")
    case nil:
      if status == 401 {
        return error(
          .clientRefused,
          "it does not accept client_id and client_secret; check both, and whether the secret has expired")
      }
      return error(.requestRefused, "it does not answer as a token endpoint does; check token_url")
    }
  }

  private static func entraNumber(_ text: String) -> String? {
    guard text.hasPrefix("AADSTS") else { return nil }
    let digits = text.dropFirst(6).prefix { $0.isASCII && $0.isNumber }
    return (4...9).contains(digits.count) ? String(digits) : nil
  }
}
