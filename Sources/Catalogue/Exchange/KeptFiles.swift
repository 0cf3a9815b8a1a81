import SQLEngines

/// A file that was sent once and may be wanted again.
public struct KeptFile: Sendable {
    public let name: String
    public let content: [UInt8]

    public init(name: String, content: [UInt8]) {
        self.name = name
        self.content = content
    }
}

/// Files that somebody has tried and may want to be written: in the database, so that any instance can write them, for half
/// an hour, one for each session, and gone with it. All together are bounded; what has no room is not kept.
public struct KeptFiles: Sendable {
    /// Bytes of all of them.
    static let mostBytes = 256 * 1024 * 1024
    static let mostFiles = 64
    /// Microseconds.
    private static let lifetime: Int64 = 1_800_000_000
    /// Bytes of a row, and rows of a transaction: nobody waits long.
    private static let pieceSize = 64 * 1024
    private static let piecesAtOnce = 16

    let engine: any Engine
    let clock: WallClock

    /// Keeps the file, of which `key` is, in place of any other of the session; false when there is no room for it.
    ///
    /// It may be kept by several at once: pieces of one key are the same bytes, and whoever finds all of them there says so.
    public func keep(_ file: KeptFile, as key: ImportKey, for session: LiveSession.ID) async throws -> Bool {
        let now = clock.now()
        do {
            let isBegun = try await engine.write { transaction in
                try await transaction.begin(file, key, session, at: now, lifetime: Self.lifetime)
            }
            guard isBegun else { return false }
            let places = Array(stride(from: 0, to: file.content.count, by: Self.pieceSize))
            for start in stride(from: 0, to: places.count, by: Self.piecesAtOnce) {
                // Made before anybody is kept waiting.
                let some = places[start..<min(start + Self.piecesAtOnce, places.count)].map { place in
                    let piece = file.content[place..<min(place + Self.pieceSize, file.content.count)]
                    return (place, KeptBytes.text(piece))
                }
                try await engine.write { transaction in
                    for (place, text) in some { try await transaction.insert(text, place, of: key) }
                }
            }
            return try await engine.write { transaction in
                try await transaction.execute(
                    """
                    UPDATE kept_files SET is_whole = \(true) WHERE id = \(key) AND session_id = \(session)
                    AND (SELECT count(*) FROM kept_file_pieces WHERE file_id = \(key)) = \(places.count)
                    """) == 1
            }
        } catch is SessionHasGone {
            return false
        }
    }

    /// nil when it is not kept (any more), or is another session's.
    public func find(_ key: ImportKey, of session: LiveSession.ID) async throws -> KeptFile? {
        let oldest = Timestamp(microseconds: clock.now().microseconds - Self.lifetime)
        return try await engine.read(.bulk) { transaction in
            let name: String? = try await transaction.value(
                """
                SELECT name FROM kept_files
                WHERE id = \(key) AND session_id = \(session) AND is_whole AND kept_at > \(oldest)
                """)
            guard let name else { return nil }
            var content: [UInt8] = []
            try await transaction.run("SELECT content FROM kept_file_pieces WHERE file_id = \(key) ORDER BY number") {
                content += KeptBytes.bytes(try $0.next())
            }
            return KeptFile(name: name, content: content)
        }
    }
}

/// Bytes as a text that every engine takes: each is the character of the number above it, as zero is none that PostgreSQL
/// takes. What is plain text stays as long as it is.
enum KeptBytes {
    static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.lazy.map { UInt16($0) + 1 }, as: UTF16.self)
    }

    static func bytes(_ text: String) -> [UInt8] {
        text.utf16.map { UInt8(truncatingIfNeeded: $0 &- 1) }
    }
}

/// Somebody has signed out meanwhile.
private struct SessionHasGone: Error {}

extension Session {
    /// Makes the file's row, or finds it; false when there is no room for it, once what is too old, and what else the session
    /// kept, is gone.
    fileprivate func begin(
        _ file: KeptFile, _ key: ImportKey, _ session: LiveSession.ID, at now: Timestamp, lifetime: Int64
    ) async throws -> Bool {
        try await lock(name: "kept files")
        let oldest = Timestamp(microseconds: now.microseconds - lifetime)
        try await execute(
            "DELETE FROM kept_files WHERE kept_at <= \(oldest) OR (session_id = \(session) AND id <> \(key))")
        let isThere = try await execute(
            "UPDATE kept_files SET kept_at = \(now), name = \(file.name) WHERE id = \(key) AND session_id = \(session)")
        if isThere == 1 { return true }
        let (count, size): (Int, Int) =
            try await first("SELECT count(*), CAST(coalesce(sum(size), 0) AS BIGINT) FROM kept_files") {
                row in (try row.next(), try row.next())
            } ?? (0, 0)
        guard count < KeptFiles.mostFiles, size + file.content.count <= KeptFiles.mostBytes else { return false }
        return try await explaining("kept_files_session_id_fkey", as: SessionHasGone()) {
            // One that another session keeps is not ours.
            try await execute(
                """
                INSERT INTO kept_files (id, session_id, name, size, kept_at, is_whole)
                VALUES (\(key), \(session), \(file.name), \(file.content.count), \(now), \(false))
                ON CONFLICT (id) DO NOTHING
                """) == 1
        }
    }

    fileprivate func insert(_ piece: String, _ place: Int, of key: ImportKey) async throws {
        try await explaining("kept_file_pieces_file_id_fkey", as: SessionHasGone()) {
            _ = try await execute(
                """
                INSERT INTO kept_file_pieces (file_id, number, content) VALUES (\(key), \(place), \(piece))
                ON CONFLICT (file_id, number) DO NOTHING
                """)
        }
    }
}
