import Catalogue
import Logging
import RESTKit
import SQLEngines

/// THE option table: everything that can be set, in the order in which it is shown.
enum SettingTable {
    static let dataFolder = Setting.text(
        "data", "PATH", "data", "Where the database, the token key and the control socket lie.",
        show: { $0 }, parse: SettingChecks.path)
    static let database = Setting.optional(
        "database", .text("URL"), standard: "sqlite:<data>/souk.sqlite",
        "The database: sqlite:PATH, or postgres://USER:PASSWORD@HOST/DATABASE, which several instances may share.",
        show: { $0.description }, parse: SettingChecks.database)
    static let readDatabase = Setting.optional(
        "read-database", .text("URL"), standard: "none",
        "A PostgreSQL standby of the same database that answers searches and long lists.",
        show: { $0.description }, parse: SettingChecks.readDatabase)
    static let databaseConnections = Setting.number(
        "database-connections", 2...1_000, 16, "Connections to PostgreSQL for writes and long reads.")

    static let host = Setting.text(
        "host", "ADDRESS", "127.0.0.1", "The address to listen on; 0.0.0.0 or :: for every one of the machine's.",
        show: { $0 }, parse: SettingChecks.host)
    static let port = Setting.number("port", 0...65_535, 8080, "The TCP port; 0 takes a free one.")
    static let tlsCertificate = Setting.optional(
        "tls-certificate", .text("PATH"), standard: "none",
        "A PEM file with the certificate chain: answers HTTPS and HTTP/2. Needs tls-key.",
        show: { $0 }, parse: SettingChecks.path)
    static let tlsKey = Setting.optional(
        "tls-key", .text("PATH"), standard: "none", "A PEM file with the certificate's private key.",
        show: { $0 }, parse: SettingChecks.path)
    static let trustedProxies = Setting.list(
        "trusted-proxy", "ADDRESS", "A proxy (address or CIDR) whose X-Forwarded-For is believed; repeatable.",
        show: { $0.description }, parse: SettingChecks.network)
    static let corsOrigins = Setting.list(
        "cors-origin", "ORIGIN", "An origin whose pages may call the API, https://shop.example; repeatable.",
        show: { $0 }, parse: SettingChecks.origin)

    static let environment = Setting.choice(
        "environment", DeploymentEnvironment.allCases, .development,
        "What this instance is for; decides the default of access.")
    static let access = Setting.optional(
        "access", .choice(AccessPolicy.allCases.map(\.rawValue)), standard: "open in development, else guarded",
        "Which locks and roles hold: the defining table's, or the strict ones.",
        show: { $0.rawValue }, parse: SettingChecks.choice(AccessPolicy.self))
    static let registration = Setting.choice(
        "registration", RegistrationChoice.allCases, .open,
        "Whether anybody may register, or only souk user create makes accounts.")
    static let tokenKeys = Setting.list(
        "token-key", "KEY", standard: "made on first start", isSecret: true,
        "The key that signs tokens, 64 hexadecimal digits or more; older ones follow. The same for all instances.",
        show: { _ in "key" }, parse: SettingChecks.tokenKey)
    static let hashMemory = Setting.number(
        "hash-memory", 19_456...1_048_576, 19_456, "Memory for one password hash (argon2id), in KiB.")
    static let hashPasses = Setting.number("hash-passes", 2...20, 2, "Passes for one password hash (argon2id).")

    static let defaultCurrency = Setting.optional(
        "default-currency", .text("CODE"), standard: "USD", "The currency of a store made without one (ISO 4217).",
        show: { $0.code }, parse: SettingChecks.currency)
    static let requireIfMatch = Setting.yesOrNo(
        "require-if-match", "Refuse to change a store, item or tag without If-Match (428).")
    static let demo = Setting.yesOrNo("demo", "Fill an empty database with the demo catalogue when the server starts.")

    static let threads = Setting.number("threads", 0...256, 0, "Threads that answer requests; 0 is one a core.")
    static let requestsInFlight = Setting.number(
        "requests-in-flight", 1...10_000, 256,
        "Requests worked on at once, an eighth for reads alone; more wait briefly, then get 503.")
    static let stopDelay = Setting.number(
        "stop-delay", 0...60, 0, "Seconds to serve on when told to stop, for a proxy to notice; 3 behind nginx.")

    static let metricsToken = Setting.optional(
        "metrics-token", .text("TOKEN"), standard: "none: loopback only", isSecret: true,
        "The Bearer token that opens /metrics to other machines; at least 16 characters.",
        show: { $0 }, parse: SettingChecks.metricsToken)
    static let logLevel = Setting.choice(
        "log-level", Logger.Level.allCases, .info, "The least important kind of log line that is written.")
    static let logFormat = Setting.choice(
        "log-format", LogFormat.allCases, .auto, "Text, JSON lines, or (auto) text in a terminal and JSON elsewhere.")

    /// Every line, in order.
    static let lines: [SettingLine] = [
        dataFolder.line, database.line, readDatabase.line, databaseConnections.line,
        host.line, port.line, tlsCertificate.line, tlsKey.line, trustedProxies.line, corsOrigins.line,
        environment.line, access.line, registration.line, tokenKeys.line, hashMemory.line, hashPasses.line,
        defaultCurrency.line, requireIfMatch.line, demo.line,
        threads.line, requestsInFlight.line, stopDelay.line,
        metricsToken.line, logLevel.line, logFormat.line,
    ]
}
