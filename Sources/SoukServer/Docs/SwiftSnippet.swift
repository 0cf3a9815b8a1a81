/// For Swift 6 with Foundation, on Linux too.
enum SwiftSnippet {
    static func text(of call: Call) -> String {
        let lines = [imports, request(call)] + fields(call) + body(call) + [answer]
        return lines.joined(separator: "\n")
    }

    private static let imports = """
        import Foundation
        #if canImport(FoundationNetworking)
            import FoundationNetworking
        #endif

        """

    private static func request(_ call: Call) -> String {
        """
        var request = URLRequest(url: URL(string: "\(call.url)")!)
        request.httpMethod = "\(call.method)"
        """
    }

    private static func fields(_ call: Call) -> [String] {
        let token = call.token.map { name in
            """
            let token = ProcessInfo.processInfo.environment["\(name)"] ?? ""
            request.setValue("Bearer \\(token)", forHTTPHeaderField: "Authorization")
            """
        }
        return [token].compactMap { $0 }
            + call.headers.map { #"request.setValue("\#($0.value)", forHTTPHeaderField: "\#($0.name)")"# }
    }

    private static func body(_ call: Call) -> [String] {
        guard let body = call.body else { return [] }
        let text = JSONText(longestLine: .max).text(body)
        return [##"request.httpBody = Data(#"\##(text)"#.utf8)"##]
    }

    private static let answer = """

        let (data, response) = try await URLSession.shared.data(for: request)
        guard let status = (response as? HTTPURLResponse)?.statusCode, status < 300 else {
            throw URLError(.badServerResponse)
        }
        print(status, String(decoding: data, as: UTF8.self))
        """
}
