import NIOCore
import NIOHTTP1
import Testing

@testable import RESTKit

@Suite("Streams through the router")
struct StreamRoutingTests {
    private static let csv = MediaType("text/csv")

    /// A route that streams, and then fails if it is told to.
    private func shop(_ failure: (any Error)? = nil) throws -> Shop {
        let export = Endpoint(answers: Answer(.ok, "A table", Self.csv), Answer(.ok, "Lines", .json)) { _ in
            var response = Response.streamed(Self.csv) { writer in
                try await writer.write(ByteBuffer(repeating: UInt8(ascii: "a"), count: 5_000))
                if let failure { throw failure }
            }
            response.headers.add(name: "Content-Disposition", value: "attachment; filename=\"items.csv\"")
            return response
        }
        return try Shop([GET("/export", .open, "Export", export)])
    }

    @Test("A stream has neither tag nor coding, is not kept, and keeps its other fields")
    func fields() async throws {
        let answer = try await shop().send(.GET, "/export", ["Accept-Encoding": "gzip", "Accept": "*/*"])
        #expect(answer.status == .ok && answer.body == nil && answer.stream != nil)
        #expect(answer["ETag"] == nil && answer["Content-Encoding"] == nil)
        #expect(answer["Cache-Control"] == "no-store" && answer["Vary"] == "Accept")
        #expect(answer["Content-Type"] == "text/csv; charset=utf-8")
        #expect(answer["Content-Disposition"] == "attachment; filename=\"items.csv\"")
        #expect(answer["X-Content-Type-Options"] == "nosniff" && answer.route == "/export")
    }

    @Test("What a stream throws is told to the observer, whatever it is, and thrown on to whoever sends it")
    func failure() async throws {
        for error in [Shop.Broken(), Shop.Sold(), Problem.notFound] as [any Error] {
            let shop = try shop(error)
            let stream = try #require(await shop.send(.GET, "/export").stream)
            await #expect(throws: (any Error).self) { try await stream.write(ResponseBodyWriter { _ in }) }
            #expect(shop.observer.failed == ["\(type(of: error)) r1"])
        }
    }

    @Test("That its client has gone is no failure")
    func gone() async throws {
        let shop = try shop(Shop.Broken())
        let stream = try #require(await shop.send(.GET, "/export").stream)
        let task = Task {
            try await stream.write(ResponseBodyWriter { _ in withUnsafeCurrentTask { $0?.cancel() } })
        }
        await #expect(throws: Shop.Broken.self) { try await task.value }
        #expect(shop.observer.failed.isEmpty)
    }
}
