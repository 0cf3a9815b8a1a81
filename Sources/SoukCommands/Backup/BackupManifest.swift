import FoundationEssentials

/// What a backup says of itself: enough to prove it whole without anything else.
struct BackupManifest: Codable, Sendable, Equatable {
    enum Engine: String, Codable, Sendable { case sqlite, postgres }

    /// The version of Souk that made it.
    let souk: String
    let engine: Engine
    /// Whose backup it is: the database's path, or what ``PostgresAddress/name(of:)`` gives.
    let database: String
    let engineVersion: String
    /// RFC 3339, UTC.
    let createdAt: String
    /// The database's migrations, by number.
    let migrations: [String]
    /// How many rows each table has.
    let rows: [String: Int]
    /// Of the database itself, without this manifest.
    let bytes: Int
    /// Of those bytes, as 64 hexadecimal digits.
    let sha256: String

    /// Rows of all tables together.
    var totalRows: Int { rows.values.reduce(0, +) }

    /// As JSON with sorted keys.
    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return Array(try encoder.encode(self))
    }

    static func decoded(_ bytes: [UInt8]) throws -> BackupManifest {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(BackupManifest.self, from: Data(bytes))
    }
}
