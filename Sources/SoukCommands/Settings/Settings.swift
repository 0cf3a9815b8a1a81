import Catalogue
import Logging
import RESTKit
import SQLEngines
import Secrets

/// Every setting as it holds, checked.
struct Settings: Sendable, Unprinted {
    let dataFolder: String
    let database: EngineURL
    let readDatabase: EngineURL?
    let databaseConnections: Int
    let host: String
    let port: Int
    let tlsCertificate: String?
    let tlsKey: String?
    let trustedProxies: [AddressRange]
    let corsOrigins: [String]
    let environment: DeploymentEnvironment
    let access: AccessPolicy
    let registration: RegistrationChoice
    let tokenKeys: [TokenKey]
    let hashMemory: Int
    let hashPasses: Int
    let defaultCurrency: Currency
    let requireIfMatch: Bool
    let demo: Bool
    let threads: Int
    let requestsInFlight: Int
    let stopDelay: Int
    let metricsToken: String?
    let logLevel: Logger.Level
    let logFormat: LogFormat
    /// Every setting with where it came from, in the table's order.
    let report: [EffectiveSetting]
    /// The configuration file that was read; nil when there is none.
    let fileName: String?

    /// Reads all settings; throws a ``Failure`` that names every one that is wrong.
    init(from sources: SettingSources) throws(Failure) {
        var reading = SettingsReading(sources)
        dataFolder = reading.value(of: SettingTable.dataFolder)
        database = try reading.value(of: SettingTable.database, otherwise: "sqlite:\(dataFolder)/souk.sqlite")
        readDatabase = reading.value(of: SettingTable.readDatabase)
        databaseConnections = reading.value(of: SettingTable.databaseConnections)
        host = reading.value(of: SettingTable.host)
        port = reading.value(of: SettingTable.port)
        tlsCertificate = reading.value(of: SettingTable.tlsCertificate)
        tlsKey = reading.value(of: SettingTable.tlsKey)
        trustedProxies = reading.value(of: SettingTable.trustedProxies)
        corsOrigins = reading.value(of: SettingTable.corsOrigins)
        environment = reading.value(of: SettingTable.environment)
        access = try reading.value(
            of: SettingTable.access, otherwise: environment == .development ? "open" : "guarded")
        registration = reading.value(of: SettingTable.registration)
        tokenKeys = reading.value(of: SettingTable.tokenKeys)
        hashMemory = reading.value(of: SettingTable.hashMemory)
        hashPasses = reading.value(of: SettingTable.hashPasses)
        defaultCurrency = try reading.value(of: SettingTable.defaultCurrency, otherwise: "USD")
        requireIfMatch = reading.value(of: SettingTable.requireIfMatch)
        demo = reading.value(of: SettingTable.demo)
        threads = reading.value(of: SettingTable.threads)
        requestsInFlight = reading.value(of: SettingTable.requestsInFlight)
        stopDelay = reading.value(of: SettingTable.stopDelay)
        metricsToken = reading.value(of: SettingTable.metricsToken)
        logLevel = reading.value(of: SettingTable.logLevel)
        logFormat = reading.value(of: SettingTable.logFormat)
        report = reading.report
        fileName = sources.fileName
        if (tlsCertificate == nil) != (tlsKey == nil) {
            reading.refuse("tls-certificate and tls-key need each other: set both or neither.")
        }
        if readDatabase != nil, case .sqlite = database.location {
            reading.refuse("read-database needs a PostgreSQL database: set database too, or leave read-database out.")
        }
        try reading.finish()
    }

    /// Where a setting came from.
    func source(of line: SettingLine) -> SettingSource {
        report.first { $0.line.name == line.name }?.source ?? .standard
    }
}
