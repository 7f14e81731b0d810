package import Feedback

/// What identifies a kind of event in the journal for ever (systemd.journal-fields(7), `MESSAGE_ID=`): 128 random
/// bits, drawn once. `systemd/lyssnad.catalog` explains each, and a test holds the two against each other.
package struct MessageID: Hashable, Sendable, CustomStringConvertible {
  /// 32 hexadecimal digits.
  package let description: String

  /// The identifier of a kind of event.
  package init(of name: Event.Name) {
    description =
      switch name {
      case .serviceStarted: "0160cd04a5664e4aa645fbd39ef2aaea"
      case .serviceReady: "9d175db480894449a520eca477f5f747"
      case .serviceReloaded: "3a5d91193a0440a28bf35e27c6b64ed8"
      case .serviceReloadRefused: "c72bf0d62122417d8bd72f6c9b8fa225"
      case .serviceStopping: "d95bea321039449fbab5b8c79664602c"
      case .sourceConnected: "f15d0d38c9ac4a9badb1b778a0541d0f"
      case .sourceLost: "d762753e3ccb45708550d18e1c534c7b"
      case .sourceRecovered: "dc832607566a4ddf8e7a71cbe16a9074"
      case .sourceRefused: "611d3fb6dfed416a8aa1caac5135511c"
      case .sourceLate: "ecae47443f5f62c50ca1202d63e4c343"
      case .sourceUIDValidityChanged: "9e53ee545e964274b8ea03d7da05a835"
      case .messageStored: "896898c3e9a443c6bd8c4b3ae756b3df"
      case .messageDuplicate: "0f33d7771faa4d5f92b1d4b363ca4b21"
      case .messageIgnored: "d0225226ccce44db9a825f4e15c910a2"
      case .messageQuarantined: "fc1c21f4de1b4cb2b7cb9ed15c58bac0"
      case .messageReleased: "8937af3f3e1b402f9397cfb8eb50ce8f"
      case .correctionApplied: "4b5c46d9f7c51db22fdb4b4847a9c1cb"
      case .correctionRefused: "418fb65d767a7467c086c406c79379ce"
      case .modelTrained: "685be89aeb4b4fefbd154f3546c9aa57"
      case .modelActivated: "793fc18cc3c0443693d88ed0f1f23cb1"
      case .modelDrift: "69e7f9e6ae960570546c03ef816927c9"
      case .readerImpaired: "126b91ea42a3731c3a779319d4fbbafe"
      case .storeFailed: "9bd467fbf61d45bca8be7a477155e77c"
      case .storeRecovered: "7ec90d0c9b2a41f0afd1110aa8318311"
      case .storeMigrated: "17186682be23462ba54c954c42cfc63c"
      case .diskLow: "449412eb2b17e1072b20e20a1dd4fe79"
      case .credentialExpiring: "7212f63241ff0ac786805a1d5a675c60"
      case .certificateExpiring: "9c7550a773ac535794e7375893a4cd1e"
      case .metricsFailed: "ed53c206ab1f87cba57198f45a24223a"
      case .metricsRecovered: "3ca4226c4714cf28efc897cb67863e58"
      case .backupMade: "8ff91b88f1054fb68e6bd0faec1a4035"
      }
  }
}
