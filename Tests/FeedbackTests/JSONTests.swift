import Feedback
import Foundation
import Testing

@Suite struct JSONTests {
  @Test func keepsTheOrderOfItsMembers() {
    let value: JSON = .object([
      "b": .int(-1), "a": .array([.null, .bool(true), .bool(false)]), "å": .object([:]), "n": .number(0.94),
      "r": .range(3..<7), "t": .text(nil),
    ])
    #expect(value.line == #"{"b":-1,"a":[null,true,false],"å":{},"n":0.94,"r":[3,7],"t":null}"#)
  }

  @Test func escapesWhatMustBe() {
    #expect(JSON.string("\"\\\n\r\t\u{0}\u{1F}\u{7F}å€😀/").line == #""\"\\\n\r\t\u0000\u001f\u007få€😀/""#)
  }

  @Test func everyTextComesBackThroughAnotherReader() throws {
    var text = ""
    for value in UInt32(0)...0x2FF { text.unicodeScalars.append(Unicode.Scalar(value) ?? " ") }
    text += "\u{2028}\u{2029}\u{FEFF}\u{10FFFF}"
    let read = try JSONDecoder().decode([String].self, from: Data(JSON.array([.string(text)]).line.utf8))
    #expect(read.first?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
  }

  @Test func numbersComeBackExactlyAndNoNumberIsNull() throws {
    let numbers = [0.1, 1, 0.9412345678901234, Double.leastNonzeroMagnitude, 1e300, -0.5]
    let read = try JSONDecoder().decode(
      [Double].self, from: Data(JSON.array(numbers.map(JSON.number)).line.utf8))
    #expect(read == numbers)
    #expect(JSON.array([.number(.nan), .number(.infinity)]).line == "[null,null]")
  }
}
