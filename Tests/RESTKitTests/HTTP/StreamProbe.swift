import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import RESTKit

/// What the test application streams, and how that went: `/stream/3x5/held` is three pieces of five bytes and then that.
final class StreamProbe: Sendable {
    enum Ending: Equatable {
        case whole, cancelled, failed
    }

    struct Failure: Error {}

    private struct State {
        var started = 0
        var written = 0
        var endings: [Ending] = []
    }

    private let state = NIOLockedValueBox(State())

    /// How many streams were begun.
    var started: Int { state.withLockedValue { $0.started } }
    /// Bytes in pieces that might be followed by another.
    var written: Int { state.withLockedValue { $0.written } }
    var endings: [Ending] { state.withLockedValue { $0.endings } }

    /// `held` waits until the test lets it go on.
    func response(to target: String, held: @escaping @Sendable () async -> Void) -> Response {
        let parts = target.split(separator: "/").map(String.init)
        let numbers = parts[1].split(separator: "x").compactMap { Int($0) }
        let stream = ResponseStream { writer in
            try await self.watch {
                for number in 0..<numbers[0] { try await self.write(number, numbers[1], to: writer) }
                try await self.finish(parts.count > 2 ? parts[2] : "", writer, held)
            }
        }
        let status = parts.last == "nothing" ? 204 : 200
        return Response(.init(statusCode: status), headers: ["Content-Type": "text/csv"], stream: stream)
    }

    private func watch(_ stream: () async throws -> Void) async throws {
        state.withLockedValue { $0.started += 1 }
        do {
            try await stream()
            state.withLockedValue { $0.endings.append(.whole) }
        } catch {
            state.withLockedValue { $0.endings.append(error is CancellationError ? .cancelled : .failed) }
            throw error
        }
    }

    private func write(_ number: Int, _ length: Int, to writer: ResponseBodyWriter) async throws {
        try await writer.write(ByteBuffer(repeating: UInt8(ascii: "a") + UInt8(number % 26), count: length))
        state.withLockedValue { $0.written += length }
    }

    private func finish(_ end: String, _ writer: ResponseBodyWriter, _ held: @Sendable () async -> Void) async throws {
        switch end {
        case "held":
            await held()
            try await writer.write(ByteBuffer(string: "end"))
        case "waiting": try await Task.sleep(for: .seconds(300))
        case "failing": throw Failure()
        case "failing-later":
            await held()
            throw Failure()
        case "elsewhere":
            try await Task.detached {
                for number in 0..<100 { try await self.write(number, 1_000, to: writer) }
            }.value
        case "stubborn":
            for number in 0..<10_000 { try? await write(number, 10_000, to: writer) }
        default: break
        }
    }
}
