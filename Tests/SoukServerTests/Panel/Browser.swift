import Catalogue
import Foundation
import NIOCore
import NIOHTTP1
import Testing

/// Somebody at a browser without script: keeps cookies, finds the token of a page's forms, follows nothing by itself.
final class Browser {
    let server: TestServer
    private(set) var cookies: [String: String] = [:]
    private(set) var page: Answer?

    init(_ server: TestServer) {
        self.server = server
    }

    /// A browser in which somebody of that role has signed in.
    static func signedIn(_ email: String, _ role: Role, on server: TestServer) async throws -> Browser {
        _ = try await server.account(email, role)
        let browser = Browser(server)
        _ = try await browser.send("/admin/login", ["email": email, "password": Account.password])
        try #require(browser.page?.status == 303, "\(browser.page?.text ?? "")")
        return browser
    }

    @discardableResult
    func open(_ address: String) async throws -> Answer {
        try await ask(.GET, address, nil, [:])
    }

    /// Sends a form with the token of the last page that had one, unless `fields` has another.
    @discardableResult
    func send(
        _ address: String, _ fields: [String: String], _ headers: HTTPHeaders = ["Sec-Fetch-Site": "same-origin"]
    ) async throws -> Answer {
        var fields = fields
        if fields["form_token"] == nil { fields["form_token"] = token }
        return try await ask(.POST, address, Self.spelt(fields), headers)
    }

    /// Of the forms of this browser's session.
    private(set) var token: String?

    /// What this browser sends of its cookies.
    var cookieField: String { cookies.map { "\($0)=\($1)" }.joined(separator: "; ") }

    private func ask(
        _ method: HTTPMethod, _ address: String, _ body: String?, _ more: HTTPHeaders
    ) async throws -> Answer {
        var headers = more
        if !cookies.isEmpty { headers.add(name: "Cookie", value: cookieField) }
        if body != nil { headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded") }
        let answer = try await server.client.send(
            method, address, headers: headers, body: body.map { ByteBuffer(string: $0) })
        keep(answer.headers["Set-Cookie"])
        page = answer
        if let found = answer.text.firstRange(of: #"name="form_token" value=""#) {
            token = String(answer.text[found.upperBound...].prefix { $0 != "\"" })
        }
        return answer
    }

    private func keep(_ fields: [String]) {
        for field in fields {
            let pair = field.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(pair[0])] = field.contains("Max-Age=0") ? nil : String(pair[1])
        }
    }

    private static func spelt(_ fields: [String: String]) -> String {
        fields.map { name, value in
            "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }.joined(separator: "&")
    }
}
