import Foundation
import NIOCore
import NIOHTTP1
import RESTKit
import SoukServer
import Testing

@Suite("The API's page shows the whole contract, and loads nothing but this server's own")
struct DocsTests {
    @Test("Every operation of the contract is on the page and in its contents", arguments: AccessPolicy.allCases)
    func everyOperation(_ policy: AccessPolicy) async throws {
        try await TestServer.run(policy) { server in
            let page = try await server.get("/docs").text
            let ids = try await server.get("/openapi.json").json["paths"].members.values.flatMap {
                $0.members.values.compactMap { $0["operationId"].string }
            }
            for id in ids {
                #expect(page.contains("<article class=\"operation\" id=\"\(id)\""), "\(id)")
                #expect(page.contains("<li><a href=\"#\(id)\">"), "\(id)")
            }
            #expect(page.ranges(of: "<article ").count == ids.count)
        }
    }

    @Test("An operation shows its parameters, the fields of its body, its answers and every error it may answer")
    func everyPart() async throws {
        try await TestServer.run(.guarded) { server in
            let sections = Self.sections(try await server.get("/docs").text)
            let paths = try await server.get("/openapi.json").json["paths"].members
            for operation in paths.values.flatMap({ Array($0.members.values) }) {
                let section = try #require(sections[operation["operationId"].string ?? ""])
                for parameter in operation["parameters"].array {
                    #expect(section.contains("<li><code>\(parameter["name"].string ?? "?")</code>"))
                }
                for (status, answer) in operation["responses"].members {
                    if let codes = answer["content"]["application/problem+json"]["examples"].keys.nonEmpty {
                        for code in codes {
                            #expect(section.contains("<li>\(status) <a href=\"/problems/\(code)\">\(code)</a></li>"))
                        }
                    } else {
                        #expect(section.contains("<p><b>\(status)</b>"))
                    }
                }
            }
            let create = try #require(sections["create_item"])
            #expect(
                create.components(separatedBy: "<svg class=\"lock\"").count == 3 && create.contains("The role editor"))
            #expect(create.contains("<li><code>name</code> <span class=\"soft\">string, 1–80 characters</span> <b>req"))
            for language in ["curl", "swift", "python", "javascript"] {
                #expect(create.contains("<pre class=\"snippet \(language)\">"))
            }
        }
    }

    @Test("No script and no style stands in the page, and nothing comes from elsewhere", arguments: ["/docs", "/"])
    func nothingInline(_ path: String) async throws {
        try await TestServer.run { server in
            let page = try await server.get(path, ["Accept": "text/html"])
            let policy = page.headers.first(name: "Content-Security-Policy") ?? ""
            #expect(policy.hasPrefix("default-src 'none'; style-src 'self'; script-src 'self';"))
            #expect(policy.contains("connect-src 'self'") && !policy.contains("unsafe"))
            #expect(page.text.ranges(of: #/<style|\sstyle=|\son[a-z]+=|<script>|javascript:/#).isEmpty)
            for address in page.text.matches(of: #/(?:src|href|action)="([^"]*)"/#).map(\.1) {
                #expect(address.hasPrefix("/") || address.hasPrefix("#") || address == "data:,", "\(address)")
            }
        }
    }

    @Test("The page, its style and its script weigh at most 100 KB on their way; the same page again is 304")
    func weight() async throws {
        try await TestServer.run { server in
            let page = try await server.get("/docs")
            var weight = 0
            let assets = page.text.matches(of: #/"(/assets/[^"]*)"/#).map { String($0.1) }
            for path in ["/docs"] + assets {
                let answer = try await server.get(path, ["Accept-Encoding": "gzip"])
                #expect(answer.status == 200 && answer.headers.first(name: "Content-Encoding") == "gzip")
                weight += answer.body.readableBytes
            }
            #expect(assets.count == 4 && weight <= 100_000, "\(weight)")
            let tag = try #require(page.etag)
            #expect(try await server.get("/docs", ["If-None-Match": tag]).status == 304)
        }
    }

    /// What stands between an operation's heading and the next, by the operation's id.
    private static func sections(_ page: String) -> [String: String] {
        let parts = page.split(separator: "<article class=\"operation\" id=\"").dropFirst()
        return Dictionary(uniqueKeysWithValues: parts.map { (String($0.prefix { $0 != "\"" }), String($0)) })
    }
}

extension Set {
    fileprivate var nonEmpty: Set? { isEmpty ? nil : self }
}
