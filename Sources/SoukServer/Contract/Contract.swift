import NIOCore
import RESTKit
import Synchronization

/// What the server says about itself, for programs and for people: made of the route table when it is first asked for, and kept.
/// That takes longer than all the rest of a start.
final class Contract: Sendable {
    /// The contract in both of its forms.
    struct Documents: Sendable {
        /// OpenAPI 3.1, as JSON.
        let text: ByteBuffer
        /// `/openapi.json`
        let file: Response
        /// `/docs`
        let page: Response

        /// - Parameter origin: where clients reach the server, as far as it knows: `http://127.0.0.1:8080`.
        init(_ api: OpenAPI, at origin: String) {
            text = api.text()
            file = Response.ok(text).lasting()
            page = DocsPage(api: api, origin: origin).page.response().lasting()
        }
    }

    private let make: @Sendable () -> Documents
    private let kept = Mutex<Task<Documents, Never>?>(nil)

    init(_ make: @escaping @Sendable () -> Documents) {
        self.make = make
    }

    /// Who asks while they are made waits, and keeps no event loop busy.
    var documents: Documents {
        get async {
            let task = kept.withLock { kept in
                // A task of its own does not begin on the executor that a request prefers.
                let task = kept ?? Task { [make] in make() }
                kept = task
                return task
            }
            return await task.value
        }
    }
}

extension ServerSettings {
    /// Scheme and authority that the server itself listens on; of every address, the machine's own.
    var origin: String {
        let scheme = http.tls == nil ? "http" : "https"
        guard case .tcp(let host, let port) = http.address else { return "\(scheme)://localhost" }
        let name = ["0.0.0.0", "::"].contains(host) ? "127.0.0.1" : host
        return "\(scheme)://\(name.contains(":") ? "[\(name)]" : name):\(port)"
    }
}
