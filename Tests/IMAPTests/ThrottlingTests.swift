import Testing

@testable import IMAP

@Suite struct ThrottlingTests {
  @Test(
    arguments: [
      (nil, "Request is throttled. Suggested Backoff Time: 299961 milliseconds", .milliseconds(299_961)),
      (nil, "request is THROTTLED. suggested backoff time:7 seconds", .seconds(7)),
      (nil, "Too many requests", nil), (nil, "Account exceeded command or bandwidth limits. (Failure)", nil),
      (.overQuota, "Account exceeded command or bandwidth limits.", nil),
      (.other("THROTTLED"), "later", nil), (.limit, "FETCH rate limit hit", nil), (.limit, "", nil),
      (nil, "throttled: Backoff Time: soon", nil),
      (nil, "throttled: Backoff Time: 99999999999999999999 milliseconds", nil),
    ] as [(ResponseCode?, String, Duration?)])
  func aServerAsksToBeAskedLess(_ code: ResponseCode?, _ text: String, _ pause: Duration?) throws {
    let throttling = try #require(Throttling(ResponseText(code: code, text: text)))
    #expect(throttling.pause == pause)
  }

  @Test(
    arguments: [
      (nil, "no such message"), (.unavailable, "try later"), (.serverBug, "internal error"),
      (.overQuota, "the mailbox is full"), (nil, ""), (nil, "Backoff"),
    ] as [(ResponseCode?, String)])
  func otherRefusalsMeanSomethingElse(_ code: ResponseCode?, _ text: String) {
    #expect(Throttling(ResponseText(code: code, text: text)) == nil)
  }
}
