/// For Node 18 or newer, as a module; in a browser the token comes from elsewhere.
enum JavaScriptSnippet {
    static func text(of call: Call) -> String {
        """
        const answer = await fetch("\(call.url)"\(options(call)));
        if (!answer.ok) throw new Error(await answer.text());
        console.log(\(answer(call)));
        """
    }

    private static func options(_ call: Call) -> String {
        var lines: [String] = []
        if call.method != "GET" { lines.append(#"method: "\#(call.method)""#) }
        let fields = headers(call)
        if !fields.isEmpty { lines.append("headers: { \(fields.joined(separator: ", ")) }") }
        if let body = call.body { lines.append("body: JSON.stringify(\(JSONText().text(body, indent: 2)))") }
        return lines.isEmpty ? "" : ", {\n" + lines.map { "  \($0),\n" }.joined() + "}"
    }

    private static func headers(_ call: Call) -> [String] {
        let token = call.token.map { "Authorization: `Bearer ${process.env.\($0)}`" }
        return [token].compactMap { $0 } + call.headers.map { #""\#($0.name)": "\#($0.value)""# }
    }

    private static func answer(_ call: Call) -> String {
        switch call.answersJSON {
        case true?: "await answer.json()"
        case false?: "await answer.text()"
        case nil: "answer.status"
        }
    }
}
