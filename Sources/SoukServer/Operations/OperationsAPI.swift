import NIOCore
import RESTKit

/// What whoever runs the server asks it.
struct OperationsAPI: Sendable {
    let readiness: Readiness

    /// Whether the process answers at all: restart it when not.
    var live: Endpoint {
        Endpoint(answers: .passing(.health, "The process answers."), isUrgent: true) { _ in
            .passing(Self.status("ok"))
        }
    }

    /// Whether to send it requests.
    var ready: Endpoint {
        Endpoint(answers: .passing(.health, "Send requests."), refuses: [.notReady], isUrgent: true) { _ in
            let obstacles = await readiness.obstacles()
            if obstacles.isEmpty { return .passing(Self.status("ready")) }
            throw Problem.notReady(obstacles.joined(separator: "; "), retryAfter: 2)
        }
    }

    private static func status(_ word: String) -> ByteBuffer {
        var json = JSONWriter(capacity: 32)
        json.beginObject()
        json.field("status", word)
        json.endObject()
        return json.finish()
    }
}

extension SchemaDocument {
    fileprivate static var health: Self {
        object("Health", [.required("status", .string.documented(examples: ["ok"]))])
    }
}
