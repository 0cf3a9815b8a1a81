import NIOCore
import RESTKit

/// What the server says about itself: one document, for programs and for people.
struct Contract: Sendable {
    /// `/openapi.json`
    let text: ByteBuffer
    /// `/docs`
    let page: Response

    /// What stands in the table that the contract is made from.
    static let none = Contract(text: ByteBuffer(), page: .noContent)

    /// - Parameter origin: where clients reach the server, as far as it knows: `http://127.0.0.1:8080`.
    init(_ api: OpenAPI, at origin: String) {
        self.init(text: api.text(), page: DocsPage(api: api, origin: origin).page.response())
    }

    private init(text: ByteBuffer, page: Response) {
        (self.text, self.page) = (text, page)
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
