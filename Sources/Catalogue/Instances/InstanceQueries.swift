import SQLEngines

/// A process that serves the database, as the others see it.
struct Member: Sendable, Equatable, RowDecodable {
    let id: Instances.ID
    /// Grows with every sign of life, and never comes again.
    let beats: Int64
    let card: InstanceCard

    static let columns: SQL = "id, beats, key_ids, settings"

    init(row: inout Row) throws {
        id = try row.next()
        beats = try row.next()
        let keys: String = try row.next()
        card = InstanceCard(keyIDs: keys.split(separator: " ").map(String.init), settings: try row.next())
    }
}

extension Session {
    /// All registered processes but this one.
    func members(except id: Instances.ID) async throws -> [Member] {
        try await all("SELECT \(Member.columns) FROM instances WHERE id <> \(id) ORDER BY id")
    }

    /// Strikes a process off, unless it has given a sign of life since it was looked at.
    func strike(_ member: Member) async throws {
        try await execute("DELETE FROM instances WHERE id = \(member.id) AND beats = \(member.beats)")
    }
}

extension SQL {
    /// Enters a process. It may be there already, when an earlier attempt's answer was lost.
    static func register(_ id: Instances.ID, _ card: InstanceCard, beats: Int64) -> SQL {
        """
        INSERT INTO instances (id, beats, key_ids, settings)
        VALUES (\(id), \(beats), \(card.keyText), \(card.settings))
        ON CONFLICT (id) DO UPDATE SET beats = excluded.beats, key_ids = excluded.key_ids, settings = excluded.settings
        """
    }

    /// A sign of life; changes nothing when the process has been struck off.
    static func beat(_ id: Instances.ID, _ card: InstanceCard, beats: Int64) -> SQL {
        "UPDATE instances SET beats = \(beats), key_ids = \(card.keyText) WHERE id = \(id)"
    }

    static func unregister(_ id: Instances.ID) -> SQL {
        "DELETE FROM instances WHERE id = \(id)"
    }
}

extension InstanceCard {
    fileprivate var keyText: String { keyIDs.joined(separator: " ") }
}
