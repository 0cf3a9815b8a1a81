import NIOCore
import NIOHTTP1
import RESTKit

@testable import SoukServer

/// An answer in the words of the tests.
struct Reply {
    let status: Int
    let headers: HeaderFields
    let json: JSONObject

    init(_ response: Response) {
        status = Int(response.status.code)
        headers = response.headers
        let body = response.body.flatMap { try? JSONReader.read($0) }
        if case .object(let object)? = body { json = object } else { json = JSONObject() }
    }

    /// The problem's code; nil when it is none.
    var code: String? { text("code") }
    var challenge: String? { headers.first(name: "WWW-Authenticate") }
    var retryAfter: String? { headers.first(name: "Retry-After") }

    func text(_ name: String) -> String? {
        if case .string(let text)? = json[name] { text } else { nil }
    }
}

/// The tokens of a login.
struct TokenPair: Equatable, Hashable {
    let access: String
    let refresh: String

    struct Missing: Error {
        let status: Int
        let code: String?
    }

    init(_ reply: Reply) throws {
        guard let access = reply.text("access_token"), let refresh = reply.text("refresh_token") else {
            throw Missing(status: reply.status, code: reply.code)
        }
        self.access = access
        self.refresh = refresh
    }
}

extension SessionWorld {
    func ask(
        _ method: HTTPMethod, _ target: String, headers: HeaderFields = [:], body: String? = nil,
        from address: String = "192.0.2.1"
    ) async -> Reply {
        var headers = headers
        if let body {
            headers.add(name: "Content-Type", value: "application/json")
            headers.add(name: "Content-Length", value: "\(body.utf8.count)")
        }
        let head = RequestHead(
            method: method, target: target, headers: headers, remoteAddress: address, id: "test", hasBody: body != nil)
        switch await router.receive(head) {
        case .answer(let response): return Reply(response)
        case .body(_, let respond): return Reply(await respond(ByteBuffer(string: body ?? "")))
        }
    }

    func get(_ target: String, _ token: String) async -> Reply { await ask(.GET, target, headers: bearer(token)) }

    func bearer(_ token: String) -> HeaderFields { ["Authorization": "Bearer \(token)"] }

    func logIn(
        _ email: String = "ann@example.org", _ password: String = SessionWorld.password,
        from address: String = "192.0.2.1"
    ) async -> Reply {
        await ask(.POST, "/login", body: #"{"email":"\#(email)","password":"\#(password)"}"#, from: address)
    }

    /// Logs in rightly.
    func pair() async throws -> TokenPair { try TokenPair(await logIn()) }

    func refresh(_ token: String) async -> Reply { await ask(.POST, "/refresh", headers: bearer(token)) }

    func logOut(_ token: String) async -> Reply { await ask(.POST, "/logout", headers: bearer(token)) }
}
