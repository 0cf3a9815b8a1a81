import Catalogue
import Foundation
import SQLEngines
import Testing

@testable import SoukCommands

@Suite("A backup's file")
struct BackupFileTests {
    private let folder: TemporaryFolder
    private let time = Timestamp(microseconds: 1_795_381_704_416_360)

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test("It proves itself alone, and what it says is what was there")
    func sound() async throws {
        let (file, manifest) = try await backup()
        #expect(try await BackupCheck(file: file).checkBytes() == manifest)
        try await BackupCheck(file: file).checkSQLite(manifest)
        #expect(manifest.rows["stores"] == 1 && manifest.migrations.first == "1 stores")
        #expect(file.path == folder.path + "/souk-20261122T210824.416Z.sqlite")
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test("One byte changed anywhere, or the end cut off, is found", arguments: [0.0, 0.3, 0.7, 0.9999])
    func damage(_ place: Double) async throws {
        let (file, _) = try await backup()
        let url = URL(fileURLWithPath: file.path)
        let bytes = try Data(contentsOf: url)
        var flipped = bytes
        flipped[Int(Double(bytes.count) * place)] ^= 0x10
        try flipped.write(to: url)
        await #expect(throws: Failure.self) { try await BackupCheck(file: file).checkBytes() }
        try bytes.prefix(Int(Double(bytes.count) * place)).write(to: url)
        await #expect(throws: Failure.self) { try await BackupCheck(file: file).checkBytes() }
        try bytes.write(to: url)
        _ = try await BackupCheck(file: file).checkBytes()
    }

    @Test("Rows that are not those of the manifest are found, though the bytes are")
    func otherRows() async throws {
        let (file, manifest) = try await backup()
        let engine = try await shop(stores: 2)
        await #expect(throws: Failure.self) { try await BackupCheck(file: file).checkContent(manifest, engine) }
        await engine.close()
    }

    @Test("Of five, the newest two are kept; what is not whole is not counted, and what a crash left goes")
    func keep() async throws {
        let backups = BackupFolder(path: folder.path)
        let engine = try await shop(stores: 1)
        var newest = try await backup(engine, at: time).0
        for second in 1..<5 { newest = try await backup(engine, at: time + .seconds(second)).0 }
        await engine.close()
        let another = try await backup(at: time - .seconds(3600)).0
        let broken = folder.path + "/souk-20260101T000000.000Z.sqlite"
        try Data("x".utf8).write(to: URL(fileURLWithPath: broken))
        for name in ["souk-20260101T000000.000Z.sqlite.partial", "souk-items.csv.partial"] {
            try Data("x".utf8).write(to: URL(fileURLWithPath: folder.path + "/" + name))
        }
        do {
            let lock = try backups.claim()
            #expect(throws: Failure.self) { try backups.claim() }
            #expect(try backups.keep(2, besides: newest).count == 3)
            #expect(try backups.keep(1, besides: another).isEmpty, "another database's are not its own")
            withExtendedLifetime(lock) {}
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                "souk-20260101T000000.000Z.sqlite", "souk-20261122T200824.416Z.sqlite",
                "souk-20261122T210827.416Z.sqlite", "souk-20261122T210828.416Z.sqlite", "souk-items.csv.partial",
            ])
        _ = try backups.claim()
    }

    @Test("When the clock went back, what was just made is kept, and of the others the newest")
    func clockWentBack() async throws {
        let engine = try await shop(stores: 1)
        let backups = BackupFolder(path: folder.path)
        _ = try await backup(engine, at: time + .seconds(1))
        let later = try await backup(engine, at: time + .seconds(2)).0
        let made = try await backup(engine, at: time).0
        await engine.close()
        #expect(try backups.keep(2, besides: made).count == 1)
        #expect(try backups.backups().map(\.path) == [made.path, later.path])
    }

    @Test("Only what is called exactly as a backup is, is one")
    func names() throws {
        for name in [
            "souk-demo.sqlite", "souk-20261122T210824.416Z.sqlite-wal", "souk-20261122T210824Z.sqlite",
            "souk-20261122T210824.416Z.pgdump", "souk-2026-1122T10824.416Z.sqlite", "souk-.sqlite",
        ] {
            try Data("x".utf8).write(to: URL(fileURLWithPath: folder.path + "/" + name))
        }
        #expect(
            try BackupFolder(path: folder.path).backups().map(\.path) == [
                folder.path + "/souk-20261122T210824.416Z.pgdump"
            ]
        )
    }

    private func backup(at time: Timestamp? = nil) async throws -> (BackupFile, BackupManifest) {
        let engine = try await shop(stores: 1)
        let made = try await backup(engine, at: time ?? self.time)
        await engine.close()
        return made
    }

    private func backup(_ engine: SQLiteEngine, at time: Timestamp) async throws -> (BackupFile, BackupManifest) {
        let clock = WallClock { time }
        let made = try await SQLiteBackup(engine: engine, folder: BackupFolder(path: folder.path), clock: clock)
            .make { _, _ in }
        return (made.file, made.1)
    }

    private func shop(stores: Int) async throws -> SQLiteEngine {
        let engine = try await SQLiteEngine.temporary()
        try await Migrator(Catalogue.migrations).up(engine)
        let settings = CatalogueSettings(defaultCurrency: try Currency("EUR"))
        let catalogue = Catalogue(engine: engine, clock: .system, settings: settings)
        for number in 0..<stores {
            _ = try await catalogue.stores.create(NewStore(name: Name("S\(number)"), currency: nil))
        }
        return engine
    }
}
