import Glibc
import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import RESTKit

/// A small program behind the server under test: one path for each thing that an application can do.
final class TestApplication: Application {
    private let exchanges = NIOLockedValueBox<[Exchange]>([])
    private let received = NIOLockedValueBox(0)
    private let held = NIOLockedValueBox(Held())

    let streams = StreamProbe()
    let barrier = ThreadBarrier()

    private struct Held {
        var isOpen = false
        var count = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    /// What ``finished(_:)`` was told.
    var finishedExchanges: [Exchange] { exchanges.withLockedValue { $0 } }

    /// How many were finished from when the thread stopped until `/other` was; nil before.
    var finishedBeforeOther: Int? {
        let targets = finishedExchanges.compactMap(\.head?.target)
        guard let other = targets.firstIndex(of: "/other") else { return nil }
        return targets[..<other].drop { !$0.hasPrefix("/barrier") }.count
    }

    /// How many heads it was given.
    var receivedCount: Int { received.withLockedValue { $0 } }

    /// How many requests have come to `/held`.
    var heldCount: Int { held.withLockedValue { $0.count } }

    /// Lets all requests to `/held` go on, and those that are to come.
    func release() {
        let waiting = held.withLockedValue { held in
            held.isOpen = true
            defer { held.waiting = [] }
            return held.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Holds those that come to `/held` from now on.
    func holdAgain() {
        held.withLockedValue { $0.isOpen = false }
    }

    func receive(_ head: RequestHead) async -> Reception {
        received.withLockedValue { $0 += 1 }
        if head.target.hasPrefix("/stream/") {
            return .answer(streams.response(to: head.target) { _ = await self.after(.answer(Response(.ok))) })
        }
        return switch head.target.split(separator: "?").first.map(String.init) ?? "" {
        case "/echo": .body(limit: 1_000) { Response(.ok, body: $0) }
        case "/upload": .body(limit: 1_000_000) { Response(.ok, body: ByteBuffer(string: "\($0.readableBytes)")) }
        case "/late":
            await after(.body(limit: 1_000) { Response(.ok, body: $0) })
        case "/busy": .answer(Self.work(head.query.flatMap { UInt32($0) } ?? 5))
        case "/barrier": .answer(stopped())
        case "/barrier-body": .body(limit: 1_000) { _ in self.stopped() }
        case "/busy-body": .body(limit: 1_000) { _ in Self.work(20) }
        case "/denied": .answer(Response(.unauthorized, body: ByteBuffer(string: "who?")))
        case "/held": await after(.answer(Response(.ok, body: ByteBuffer(string: "held"))))
        case "/large": .answer(Self.large)
        case "/endless": .answer(Response(.ok, body: ByteBuffer(repeating: UInt8(ascii: "x"), count: 40_000_000)))
        case "/nothing": .answer(Response(.noContent, body: ByteBuffer(string: "never sent")))
        case "/unchanged": .answer(Response(.notModified, body: ByteBuffer(string: "never sent")))
        case "/splitting": .answer(Self.splitting)
        default: .answer(Self.describe(head))
        }
    }

    func isUrgent(_ head: RequestHead) -> Bool { head.headers["urgent"].first != nil }

    func answer(_ fault: HTTPFault, to head: RequestHead?, id: String) -> Response {
        var response = Response(
            fault.status, body: ByteBuffer(string: "\(fault) at \(head?.target ?? "nothing"), \(id)"))
        if case .overloaded(let seconds) = fault { response.headers.add(name: "Retry-After", value: String(seconds)) }
        return response
    }

    func finished(_ exchange: Exchange) {
        exchanges.withLockedValue { $0.append(exchange) }
    }

    private func after(_ reception: Reception) async -> Reception {
        await withCheckedContinuation { continuation in
            let isOpen = held.withLockedValue { held in
                held.count += 1
                if !held.isOpen { held.waiting.append(continuation) }
                return held.isOpen
            }
            if isOpen { continuation.resume() }
        }
        return reception
    }

    /// Keeps the thread, as what is read from a cache does for less.
    private static func work(_ milliseconds: UInt32) -> Response {
        usleep(1_000 * milliseconds)
        return Response(.ok)
    }

    private func stopped() -> Response {
        barrier.stop()
        return Response(.ok)
    }

    private static func describe(_ head: RequestHead) -> Response {
        let text = "\(head.method.rawValue) \(head.target) from \(head.remoteAddress) body \(head.hasBody)"
        return Response(.ok, headers: ["Content-Type": "text/plain"], body: ByteBuffer(string: text))
    }

    /// 8 MB of a route, to somebody.
    private static let large = {
        var response = Response(.ok, body: ByteBuffer(repeating: UInt8(ascii: "x"), count: 8_000_000))
        response.route = "/large"
        response.userID = 7
        return response
    }()

    private static let splitting = Response(
        .custom(code: 200, reasonPhrase: "OK\r\nX-First: 1"),
        headers: [
            "X-Value": "a\r\nX-Second: 2", "X-Na\r\nme": "x", "Date": "never", "Connection": "upgrade",
            "Content-Length": "7", "Transfer-Encoding": "chunked", "X-Request-Id": "no",
        ], body: ByteBuffer(string: "whole"))
}
