import NIOHTTP1
import SoukServer
import Testing

@Suite("The page of each problem explains it")
struct ProblemPageTests {
    @Test("Every code says what happened and what to do, and shows an answer as it is given")
    func everyCode() async throws {
        try await TestServer.run { server in
            let list = try await server.get("/problems").json["problems"].array
            #expect(list.count >= 40)
            for entry in list {
                let code = try #require(entry["code"].string)
                let told = try await server.get("/problems/\(code)").json
                #expect(told["example"]["code"] == entry["code"], "\(code)")
                #expect(told["example"]["status"] == entry["status"], "\(code)")
                #expect(told["example"]["title"] == entry["title"], "\(code)")
                #expect(told["help"].string == "\(told["cause"].string ?? "") \(told["remedy"].string ?? "")")
                let page = try await server.get("/problems/\(code)", ["Accept": "text/html"]).text
                for heading in ["What happened", "What to do", "For example"] {
                    #expect(page.contains("<h2>\(heading)</h2>"), "\(code)")
                }
                #expect(page.contains("application/problem+json") && page.contains("/problems/\(code)&quot;"))
            }
        }
    }

    @Test("An example is the answer of the request that it shows, fields included")
    func example() async throws {
        try await TestServer.run { server in
            let answer = try await server.send(.DELETE, "/store", nil)
            let told = try await server.get("/problems/method_not_allowed")
            #expect(told.json["example"]["detail"] == answer.json["detail"])
            #expect(told.json["request"] == "curl -X DELETE $SOUK/store")
            let page = try await server.get("/problems/method_not_allowed", ["Accept": "text/html"]).text
            #expect(page.contains("Allow: \(answer.headers.first(name: "Allow") ?? "?")"))
        }
    }
}
