/// For a POSIX shell, with curl 7.76 or newer.
enum CurlSnippet {
    static func text(of call: Call) -> String {
        var lines = ["curl --fail-with-body" + method(call) + " " + quoted(call.url)]
        if let token = call.token { lines.append(#"-H "Authorization: Bearer $\#(token)""#) }
        lines += call.headers.map { "-H " + quoted("\($0.name): \($0.value)") }
        if let body = call.body { lines.append("-d " + quoted(JSONText().text(body, indent: 2))) }
        return lines.joined(separator: " \\\n  ")
    }

    /// `GET`, and `POST` with a body, are what curl does by itself.
    private static func method(_ call: Call) -> String {
        call.method == (call.body == nil ? "GET" : "POST") ? "" : " -X \(call.method)"
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: #"'\''"#) + "'"
    }
}
