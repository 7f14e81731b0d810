import Feedback
import Testing

@Suite struct DigestTests {
  // FIPS 180-4, the examples published with it.
  @Test(arguments: [
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func isSHA256(_ text: String, _ digest: String) {
    let computed = Digest(of: [UInt8](text.utf8))
    #expect(computed.description == digest)
    #expect(Digest(digest) == computed)
    #expect(Digest(digest.uppercased()) == computed)
    #expect(Digest(bytes: computed.bytes) == computed)
  }

  @Test func anythingElseIsRefused() {
    #expect(Digest("ba78") == nil)
    #expect(Digest(String(repeating: "g", count: 64)) == nil)
    #expect(Digest(String(repeating: "a", count: 63) + "å") == nil)
    #expect(Digest(bytes: [1, 2, 3]) == nil)
  }
}
