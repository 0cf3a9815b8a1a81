// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours: Swift 6 mode, imports that stay inside the file, no warning let through,
/// and async functions that stay on their caller's thread unless they say otherwise.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "souk",
    products: [.executable(name: "souk", targets: ["souk"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    ],
    targets: [
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CEpoll"),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        .target(name: "PercentCoding", swiftSettings: house),
        .target(name: "Secrets", swiftSettings: house),
        .target(name: "Threads", swiftSettings: house),
        .target(
            name: "SQLEngines",
            dependencies: [
                "CEpoll", "CPostgres", "CSQLite", "PercentCoding", "Threads",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], swiftSettings: house),
        .target(
            name: "Catalogue",
            dependencies: ["SQLEngines", "CArgon2", "Secrets", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: house),
        .target(
            name: "RESTKit",
            dependencies: [
                "CEpoll", "CZlib", "PercentCoding", "Secrets",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHPACK", package: "swift-nio-http2"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: house),
        .target(
            name: "SoukServer",
            dependencies: [
                "Catalogue", "PercentCoding", "RESTKit", "SQLEngines", "Secrets",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [
                .embedInCode("Assets/souk.css"), .embedInCode("Assets/souk.js"), .embedInCode("Assets/docs.css"),
                .embedInCode("Assets/docs.js"),
            ], swiftSettings: house),
        .target(name: "DemoData", swiftSettings: house),
        .target(
            name: "SoukCommands",
            dependencies: [
                "Catalogue", "DemoData", "PercentCoding", "RESTKit", "SQLEngines", "Secrets", "SoukServer",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOExtras", package: "swift-nio-extras"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ], swiftSettings: house),
        .executableTarget(name: "souk", dependencies: ["SoukCommands"], swiftSettings: house),

        .target(
            name: "TestDatabases", dependencies: ["SQLEngines"], path: "Tests/TestDatabases", swiftSettings: house),
        .testTarget(name: "PercentCodingTests", dependencies: ["PercentCoding"], swiftSettings: house),
        .testTarget(name: "SecretsTests", dependencies: ["Secrets"], swiftSettings: house),
        .testTarget(
            name: "SQLEnginesTests",
            dependencies: [
                "CSQLite", "SQLEngines", "TestDatabases",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], swiftSettings: house),
        .testTarget(
            name: "CatalogueTests", dependencies: ["Catalogue", "SQLEngines", "TestDatabases"], swiftSettings: house),
        .testTarget(
            name: "RESTKitTests",
            dependencies: [
                "CZlib", "RESTKit",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "InMemoryLogging", package: "swift-log"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHPACK", package: "swift-nio-http2"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ], swiftSettings: house),
        .testTarget(
            name: "SoukServerTests",
            dependencies: [
                "Catalogue", "RESTKit", "SoukServer", "SQLEngines", "TestDatabases",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], swiftSettings: house),
        .testTarget(
            name: "SoukCommandTests",
            dependencies: [
                "Catalogue", "DemoData", "RESTKit", "SQLEngines", "SoukCommands", "souk",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: house),
    ],
    swiftLanguageModes: [.v6]
)

// The parsers under libFuzzer (`make fuzz`). The sanitizer goes into the rooms that are fuzzed, and tests look inside them.
if Context.environment["SOUK_FUZZERS"] != nil {
    let sanitized: [SwiftSetting] = [.unsafeFlags(["-sanitize=fuzzer", "-enable-testing"])]
    for target in package.targets where ["Catalogue", "RESTKit"].contains(target.name) {
        target.swiftSettings = house + sanitized
    }
    package.products.append(.executable(name: "fuzz", targets: ["Fuzzing"]))
    package.targets.append(
        .executableTarget(
            name: "Fuzzing",
            dependencies: [
                "Catalogue", "RESTKit",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHPACK", package: "swift-nio-http2"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ], path: "Tests/Fuzzing", exclude: ["Seeds"], swiftSettings: house + sanitized,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]))
}
