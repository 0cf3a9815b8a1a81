import Foundation
public import SQLEngines
import Synchronization

/// A PostgreSQL server that databases are made on and dropped from, by its own `psql`.
struct TestServer: Sendable {
    let url: String
    private let components: URLComponents

    private static let number = Atomic(0)

    init(url: String) throws {
        guard let components = URLComponents(string: url) else { throw NoServer(description: url) }
        (self.url, self.components) = (url, components)
    }

    static func newName() -> String {
        "test_\(ProcessInfo.processInfo.processIdentifier)_\(number.add(1, ordering: .relaxed).newValue)"
    }

    func url(of database: String) -> String {
        var components = components
        components.path = "/" + database
        return components.string ?? url
    }

    func create(_ name: String, from template: String?) async throws {
        try await run("CREATE DATABASE \(name) TEMPLATE \(template ?? "template0") STRATEGY file_copy")
    }

    /// A database that begins as `template` says; `isUsed` when another test has written to it.
    func database(from template: DatabaseTemplate?) async throws -> (name: String, isUsed: Bool) {
        if let name = template?.take() { return (name, true) }
        let name = Self.newName()
        try await create(name, from: try await template?.name(on: self))
        return (name, false)
    }

    func drop(_ name: String) async {
        // What is not dropped goes with the server.
        try? await run("DROP DATABASE \(name) WITH (FORCE)")
    }

    private func run(_ statement: String) async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["psql", "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--command", statement, url]
        let status = try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { ended.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { ended.resume(throwing: error) }
        }
        guard status == 0 else { throw NoServer(description: statement) }
    }
}

/// The server did not do what a test needs.
struct NoServer: Error, CustomStringConvertible {
    let description: String
}

/// What databases begin with. On PostgreSQL it is made once and copied.
public final class DatabaseTemplate: Sendable {
    let prepare: @Sendable (any Engine) async throws -> Void
    private let making = Mutex<Task<String, any Error>?>(nil)
    private let used = Mutex<[String]>([])

    public init(_ prepare: @escaping @Sendable (any Engine) async throws -> Void) {
        self.prepare = prepare
    }

    /// A copy that a test has done with; nil when all are in use.
    func take() -> String? { used.withLock { $0.popLast() } }

    func give(_ name: String) { used.withLock { $0.append(name) } }

    func name(on server: TestServer) async throws -> String {
        let task = making.withLock { making in
            if let task = making { return task }
            let task = Task { [prepare] in
                let name = TestServer.newName()
                try await server.create(name, from: nil)
                let engine = try await PostgresEngine.open(url: server.url(of: name), options: .forTests)
                try await engine.closing { try await prepare($0) }
                return name
            }
            making = task
            return task
        }
        return try await task.value
    }
}
