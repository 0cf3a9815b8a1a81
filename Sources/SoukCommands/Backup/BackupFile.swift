import Catalogue
import Crypto

/// A backup: one file, a whole database of its engine with the manifest after its end.
///
/// SQLite and pg_restore read by their own counts and never look behind the end, so the file is what any tool of the
/// engine takes; and nothing has to lie beside it to prove it. After the database come the manifest's JSON and a line of
/// fixed length: `souk backup 1`, the JSON's length and its SHA-256.
struct BackupFile: Sendable {
    let path: String

    private static let mark = "souk backup 1 "
    private static let lineLength = 1 + mark.utf8.count + 10 + 1 + 64 + 1
    private static let longestManifest = 1 << 20
    private static let bytesAtOnce = 1 << 20

    /// The manifest; throws when there is none that is whole, as in a file that was cut off.
    func manifest() throws(Failure) -> BackupManifest {
        let file = try DiskFile.forReading(path)
        let size = try file.size()
        guard size > Self.lineLength else { throw isNone }
        let line = try file.read(Self.lineLength, at: size - Self.lineLength)
        let words = String(decoding: line, as: UTF8.self).split(separator: " ")
        guard words.count == 5, let length = Int(words[3]), (1...Self.longestManifest).contains(length),
            length <= size - Self.lineLength
        else { throw isNone }
        let json = try file.read(length, at: size - Self.lineLength - length)
        guard line == Self.line(behind: json), let manifest = try? BackupManifest.decoded(json),
            manifest.bytes + length + Self.lineLength == size
        else { throw isNone }
        return manifest
    }

    /// Makes a backup of the file, which so far is only the database, and returns when all of it is on the disk.
    func seal(
        _ engine: BackupManifest.Engine, of database: String, _ census: BackupCensus, at time: Timestamp
    ) async throws -> BackupManifest {
        let bytes = try DiskFile.forReading(path).size()
        let manifest = BackupManifest(
            souk: SoukVersion.current, engine: engine, database: database, engineVersion: census.engineVersion,
            createdAt: TimeText.rfc3339(time), migrations: census.migrations, rows: census.rows, bytes: bytes,
            sha256: try await digest(of: bytes))
        try finish(manifest)
        return manifest
    }

    private func finish(_ manifest: BackupManifest) throws {
        let json = try manifest.encoded()
        let file = try DiskFile.forAppending(path)
        try file.append(json + Self.line(behind: json))
        try file.sync()
    }

    private static func line(behind json: [UInt8]) -> [UInt8] {
        let length = String(json.count)
        let zeros = String(repeating: "0", count: max(0, 10 - length.utf8.count))
        return Array("\n\(mark)\(zeros)\(length) \(Hexadecimal.text(SHA256.hash(data: json)))\n".utf8)
    }

    /// The SHA-256 of the first `bytes` bytes, as hexadecimal digits; each piece is handed to `also` on the way.
    func digest(of bytes: Int, also: ([UInt8]) throws -> Void = { _ in }) async throws -> String {
        let file = try DiskFile.forReading(path)
        var (hash, done) = (SHA256(), 0)
        while done < bytes {
            try Task.checkCancellation()
            let piece = try file.read(min(Self.bytesAtOnce, bytes - done), at: done)
            if piece.isEmpty { throw isNone }
            hash.update(data: piece)
            try also(piece)
            done += piece.count
            await Task.yield()
        }
        return Hexadecimal.text(hash.finalize())
    }

    private var isNone: Failure {
        Failure(.dataError, "\(path) is not a whole backup of Souk's: its end is missing or was changed.")
    }
}
