import NIOCore
import NIOHTTP1
import RESTKit

/// `/`: a page for people, the same in a few words for programs.
struct HomeAPI: Sendable {
    let readiness: Readiness
    let policy: AccessPolicy
    /// `http` or `https`, as this server itself is reached.
    let scheme: String

    var home: Endpoint {
        Endpoint(
            answers: Answer(.ok, "What this is, and where to go next.", .json, schema: .home, isRepresentation: true),
            .page("The same for people.")
        ) { request in
            let obstacles = await readiness.obstacles()
            guard request.accepted == .html else { return .ok(Self.json(isReady: obstacles.isEmpty)) }
            let host = request.head.headers.first(name: "Host") ?? "localhost"
            return HomePage(notReady: obstacles, origin: "\(scheme)://\(host)", policy: policy).page.response()
        }
    }

    private static func json(isReady: Bool) -> ByteBuffer {
        var json = JSONWriter(capacity: 256)
        json.beginObject()
        json.field("name", "Souk")
        json.field("ready", isReady)
        json.field("openapi", "/openapi.json")
        json.field("docs", "/docs")
        json.field("problems", "/problems")
        json.field("stores", "/store")
        json.endObject()
        return json.finish()
    }
}

extension SchemaDocument {
    fileprivate static var home: Self {
        object(
            "Home",
            [
                .required("name", .string.documented(examples: ["Souk"])), .required("ready", .boolean),
                .required("openapi", .address("/openapi.json")), .required("docs", .address("/docs")),
                .required("problems", .address("/problems")), .required("stores", .address("/store")),
            ])
    }

    private static func address(_ path: String) -> Self { .string.documented(examples: [.string(path)]) }
}
