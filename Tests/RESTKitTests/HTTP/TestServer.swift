import Logging
import NIOCore
import RESTKit
import Testing

/// A server on a free port, for as long as `body` runs.
func withServer(
    _ configure: (inout HTTPServer.Configuration) -> Void = { _ in }, logger: Logger = .silent,
    _ body: (TestServer) async throws -> Void
) async throws {
    var configuration = HTTPServer.Configuration(address: .tcp(host: "127.0.0.1", port: 0))
    configuration.eventLoops = 1
    configuration.timeouts.drain = .seconds(5)
    configuration.timeouts.head = .seconds(60)
    configuration.timeouts.request = .seconds(120)
    // However late the client is on a busy machine, it reads its answer before the socket is gone, and goes on after a pause.
    configuration.timeouts.lingering = .seconds(30)
    configuration.timeouts.write = .seconds(120)
    configure(&configuration)
    let application = TestApplication()
    let load = ServerLoad()
    let server = HTTPServer(application: application, configuration: configuration, load: load, logger: logger)
    try await server.start()
    do {
        try await body(TestServer(application: application, server: server, load: load))
    } catch {
        application.release()
        await server.stop()
        throw error
    }
    application.release()
    await server.stop()
}

extension Logger {
    static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

struct TestServer {
    let application: TestApplication
    let server: HTTPServer
    let load: ServerLoad

    var port: Int {
        get throws { try #require(server.boundAddress?.port) }
    }

    func connect() async throws -> RawClient {
        try await RawClient.connect(to: #require(server.boundAddress))
    }

    func connect(_ count: Int) async throws -> [RawClient] {
        var clients: [RawClient] = []
        for _ in 1...count { clients.append(try await connect()) }
        return clients
    }

    /// Whether nothing is left in the server's books: what is not forgotten is cut off at the end of the time for a drain, half a
    /// minute here.
    func stopsAtOnce() async throws -> Bool {
        guard try await eventually({ load.requestsInFlight == 0 }) else { return false }
        let start = ContinuousClock.now
        await server.stop()
        return ContinuousClock.now - start < .seconds(20)
    }

    /// The answer to one request on a connection of its own.
    func answer(to request: String) async throws -> RawAnswer {
        let client = try await connect()
        try await client.send(request)
        let answer = try await client.answer(toHEAD: request.hasPrefix("HEAD"))
        try await client.close()
        return answer
    }
}

/// Waits until a condition holds, at most so long.
func eventually(
    within limit: Duration = .seconds(30), _ condition: () async throws -> Bool
) async throws -> Bool {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(2))
    }
    return try await condition()
}
