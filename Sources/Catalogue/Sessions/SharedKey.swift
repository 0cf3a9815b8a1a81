public import SQLEngines
public import Secrets

/// A signing key that is kept in the database.
public struct SharedKey: Sendable, Equatable {
    /// Its name in tokens.
    public let id: String
    /// In hexadecimal digits.
    public let secret: String
    /// From when on it signs, in seconds since 1970.
    public let since: Int64

    public init(id: String, secret: String, since: Int64) {
        self.id = id
        self.secret = secret
        self.since = since
    }
}

extension SharedKey: Unprinted {
    public var description: String { id }
}

extension SharedKey: RowDecodable {
    public static var columns: SQL { "key_id, secret, signs_since" }

    public init(row: inout Row) throws {
        id = try row.next()
        secret = try row.next()
        since = try row.next()
    }
}

extension Session {
    /// The latest first.
    func sharedKeys() async throws -> [SharedKey] {
        try await all("SELECT \(SharedKey.columns) FROM shared_keys ORDER BY id DESC")
    }

    func insert(_ key: SharedKey) async throws {
        try await execute(
            "INSERT INTO shared_keys (key_id, secret, signs_since) VALUES (\(key.id), \(key.secret), \(key.since))")
    }

    func delete(_ key: SharedKey) async throws {
        try await execute("DELETE FROM shared_keys WHERE key_id = \(key.id)")
    }
}
