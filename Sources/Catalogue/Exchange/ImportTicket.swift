import Crypto
public import SQLEngines

/// Names one wish to write one file: whoever sends the same form with the same file again, as by loading its answer again,
/// has the same key.
public struct ImportKey: Sendable, Hashable {
    /// 64 hexadecimal digits.
    public let text: String

    /// Of a form that nobody can guess, and the bytes that were sent by it, some from each offset on and none at the end.
    public init(form: String, _ bytes: (_ offset: Int) throws -> [UInt8]) rethrows {
        var hash = SHA256()
        hash.update(data: Array("\(form.utf8.count):\(form)".utf8))
        var offset = 0
        while true {
            let piece = try bytes(offset)
            if piece.isEmpty { break }
            hash.update(data: piece)
            offset += piece.count
        }
        text = Hexadecimal.text(hash.finalize())
    }

    /// Reads the text, and nothing else.
    public init?(_ text: String) {
        guard text.utf8.count == 64, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        self.text = text
    }
}

extension ImportKey: SQLEncodable {
    public var sqlValue: SQLValue { .text(text) }
}

/// Lets an import be written once. That it was used is written in the transaction of the import's first rows, and how far it
/// has come with each later piece: so it is known on every instance, and true after any crash.
public struct ImportTicket: Sendable {
    public let key: ImportKey
    /// What the file is called.
    public let name: String

    public init(_ key: ImportKey, name: String) {
        self.key = key
        self.name = name
    }
}

/// The ticket was used before: nothing was written now.
public struct ImportRepeated: Error {}

/// What an import that was begun with a ticket has written. It is kept for a day.
public struct ImportReceipt: Sendable, Equatable {
    public let name: String
    public let beganAt: Timestamp
    /// Without the faults.
    public let report: ImportReport
    /// False while it is being written, and for ever when it came to an end before its last row.
    public let isOver: Bool
}

extension ItemService {
    /// What has come of an import with this key; nil when nothing was written with it.
    public func receipt(of key: ImportKey) async throws -> ImportReceipt? {
        try await engine.first(
            "SELECT name, began_at, created, updated, unchanged, refused, is_over FROM imports WHERE id = \(key)"
        ) { row in
            let (name, beganAt): (String, Timestamp) = (try row.next(), try row.next())
            var report = ImportReport()
            (report.created, report.updated) = (try row.next(), try row.next())
            (report.unchanged, report.refused) = (try row.next(), try row.next())
            report.isWritten = true
            return ImportReceipt(name: name, beganAt: beganAt, report: report, isOver: try row.next())
        }
    }
}

extension ImportTicket {
    /// Throws ``ImportRepeated`` when it was used before. Whoever comes at the same moment waits for the other's end.
    func use(at now: Timestamp, in session: any Session) async throws {
        let day: Int64 = 86_400_000_000
        try await session.purge(
            Due<String>(
                table: "imports", key: "id", by: "began_at", time: Timestamp(microseconds: now.microseconds - day)),
            limit: 100)
        try await session.explaining("imports_pkey", as: ImportRepeated()) {
            _ = try await session.execute(
                """
                INSERT INTO imports (id, name, began_at, created, updated, unchanged, refused, is_over)
                VALUES (\(key), \(name), \(now), 0, 0, 0, 0, \(false))
                """)
        }
    }

    /// How far the import has come.
    func note(_ report: ImportReport, isOver: Bool, in session: any Session) async throws {
        try await session.execute(
            """
            UPDATE imports SET created = \(report.created), updated = \(report.updated),
                unchanged = \(report.unchanged), refused = \(report.refused), is_over = \(isOver)
            WHERE id = \(key)
            """)
    }
}
