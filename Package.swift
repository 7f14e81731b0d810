// swift-tools-version: 6.2
import PackageDescription

// A target a room; the arrows between rooms are the `dependencies` below and nothing else:
// the Makefile builds with `--explicit-target-dependency-import-check error`.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

/// A room of the house: a folder of the same name under `Sources`.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of a room: a folder `<Room>Tests` under `Tests`.
///
/// Fixtures are read from the source tree.
func tests(
  of name: String, _ dependencies: [Target.Dependency] = [], fixtures: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, exclude: fixtures,
    swiftSettings: strict)
}

/// A C library of the system, found through pkg-config where it has a `.pc` file.
func library(_ name: String, pkgConfig: String? = nil, apt package: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
// SQLite's own interface, as GRDB links it.
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "lyssnad",
  products: [.executable(name: "lyssnad", targets: ["lyssnad"])],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    // Libraries of the system, and thin shims over what Swift cannot import.
    library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
    library("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
    library("CStemmer", apt: "libstemmer-dev"),
    library("CSystemd", pkgConfig: "libsystemd", apt: "libsystemd-dev"),
    library("CZstd", pkgConfig: "libzstd", apt: "libzstd-dev"),
    library("CLibXML", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
    library("CArchive", pkgConfig: "libarchive", apt: "libarchive-dev"),
    library("GMimeLibrary", pkgConfig: "gmime-3.0", apt: "libgmime-3.0-dev"),
    .target(name: "CGMime", dependencies: ["GMimeLibrary"]),
    .target(name: "CPoppler", linkerSettings: [.linkedLibrary("dl")]),
    .target(name: "CLinux", linkerSettings: [.linkedLibrary("seccomp")]),
    .target(name: "CEmbedded", exclude: ["data"]),

    // The rooms, in the order in which a message meets them.
    room("Feedback", ["CCrypto"]),
    room("Settings", ["Yams"]),
    room("Language", ["CStemmer"]),
    room("Curl", ["CCurl", "CCrypto"]),
    room("IMAP"),
    room("Arrivals", ["Feedback", "Intake", "Curl", "IMAP", "CLinux"]),
    room("Intake", ["Feedback", "Mail", "Documents", "Notes"]),
    room("Mail", ["CGMime"]),
    room("Documents", ["CLibXML", "CArchive", "CPoppler", "CLinux"]),
    room("Notes", ["Feedback", "Language", "Mail", "Documents"]),
    room("Themes", ["Feedback", "Language"]),
    room("Stores", ["Feedback", "Language", "CZstd", "CLinux", grdb, sqlite]),
    room("Operations", ["Feedback", "CSystemd"]),
    room("Embedded", ["CEmbedded"]),
    .executableTarget(
      name: "lyssnad",
      dependencies: [
        "Feedback", "Settings", "Language", "Curl", "Arrivals", "Intake", "Mail", "Documents",
        "Notes", "Themes", "Stores", "Operations", "Embedded", "CLinux", argumentParser,
      ],
      swiftSettings: strict),

    // Writes the pages of the manual that are generated; not shipped.
    .executableTarget(name: "lyssnad-manual", dependencies: ["Settings"], swiftSettings: strict),

    // The tests mirror the sources.
    .target(
      name: "Contracts", dependencies: ["Feedback", "Intake", "Support"], path: "Tests/Contracts",
      swiftSettings: strict),
    .target(
      name: "Support", dependencies: ["Feedback"], path: "Tests/Support",
      swiftSettings: strict),
    .executableTarget(
      name: "lyssnad-bench",
      dependencies: [
        "Arrivals", "Curl", "Documents", "Embedded", "Feedback", "Intake", "Mail", "Notes",
        "ReadingCollection",
        "Stores", "Support", "Themes",
      ],
      path: "Tests/Benchmarks", swiftSettings: strict),
    // Mails as the world's programs write them, with how a careful person reads each.
    .target(
      name: "ReadingCollection", dependencies: ["Support"], path: "Tests/Reading/Collection",
      exclude: ["Letters", "Notes"],
      swiftSettings: strict),
    .testTarget(
      name: "ReadingTests", dependencies: ["ReadingCollection", "Support"], path: "Tests/Reading/Tests",
      swiftSettings: strict),
    tests(of: "Feedback"),
    tests(of: "Settings", ["Support"]),
    tests(of: "Language"),
    tests(of: "Curl", ["Support"]),
    tests(of: "IMAP"),
    tests(of: "Arrivals", ["Feedback", "Intake", "Curl", "IMAP", "CLinux", "Contracts", "Support"]),
    tests(
      of: "Intake",
      [
        "Feedback", "Mail", "Documents", "Notes", "Stores", "Operations", "Arrivals", "Curl", "Support",
        "document-child",
      ],
      fixtures: ["Collection"]),
    tests(of: "Mail", ["Support"], fixtures: ["Fixtures"]),
    .executableTarget(
      name: "document-child", dependencies: ["Documents"], path: "Tests/DocumentChild",
      swiftSettings: strict),
    tests(of: "Documents", ["CArchive", "Support", "document-child"], fixtures: ["Fixtures"]),
    tests(
      of: "Notes", ["Feedback", "Language", "Mail", "Documents", "Support"],
      fixtures: ["Segments/Fixtures", "Points/Fixtures"]),
    tests(of: "Themes", ["Feedback", "Language", "Embedded", "Support"]),
    tests(of: "Stores", ["Feedback", "Contracts", "Support", grdb], fixtures: ["Fixtures"]),
    tests(of: "Operations", ["Feedback", "Support"]),
    .testTarget(
      name: "lyssnadTests",
      dependencies: [
        "CLinux", "Embedded", "Feedback", "Operations", "Settings", "Stores", "Support", "lyssnad-manual",
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6])
