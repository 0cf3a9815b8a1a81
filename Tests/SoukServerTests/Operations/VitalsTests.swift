import Catalogue
import RESTKit
import SQLEngines
import Synchronization
import TestDatabases
import Testing

@testable import SoukServer

@Suite("How an instance says it is")
struct VitalsTests {
    @Test("It knows its database, the room left, how long it has been up, and whether it is ready")
    func report() async throws {
        try await TestServer.run { server in
            _ = try await server.get("/store")
            let report = await server.souk.faces.vitals.report()
            #expect(report.isReady && report.version == "0.1.0" && report.uptime > .zero)
            let size = try #require(report.size)
            #expect(size.bytes > 0)
            switch server.engine.dialect.name {
            case .sqlite:
                #expect(report.database == "SQLite" && size.logBytes > 0)
                #expect(report.freeDisk ?? 0 > 0 && report.freeDisk == size.freeBytes)
            case .postgres: #expect(report.database == "PostgreSQL" && report.freeDisk == nil)
            }
            await server.engine.close()
            let broken = await server.souk.faces.vitals.report()
            #expect(!broken.isReady && broken.size == nil && broken.obstacles == ["the database does not answer"])
        }
    }

    @Test("Beside a database elsewhere the data folder's disk is watched", .enabled(if: TestEngine.all.count > 1))
    func dataFolder() async throws {
        try await TestServer.withBuilt(on: .postgres, { $0.dataFolder = "/" }) { souk, _, _ in
            #expect(await souk.faces.vitals.report().freeDisk ?? 0 > 0)
        }
        try await TestServer.withBuilt(on: .postgres, { $0.dataFolder = "/no/such/folder" }) { souk, _, _ in
            #expect(await souk.faces.vitals.report().freeDisk == nil)
        }
    }

    @Test("Uptime goes by a clock that nobody sets")
    func uptime() async throws {
        try await TestServer.withBuilt(on: .sqlite, { _ in }) { souk, clock, engine in
            let time = Mutex(Duration.seconds(1000))
            let monotonic = MonotonicClock({ time.withLock { $0 } }, wait: { _ in })
            let vitals = Vitals(
                engine: engine, readiness: Readiness(engine: engine, draining: DrainState()), version: "1",
                dataFolder: nil, clock: monotonic)
            time.withLock { $0 += .seconds(90) }
            clock.move(by: .seconds(1_000_000))
            #expect(await vitals.report().uptime == .seconds(90))
        }
    }
}
