/// For Python 3 with httpx.
enum PythonSnippet {
    private static let json = JSONText(yes: "True", no: "False", nothing: "None")

    static func text(of call: Call) -> String {
        let imports = call.token == nil ? "import httpx" : "import os\n\nimport httpx"
        let arguments = [#""\#(call.url)""#] + headers(call) + body(call)
        return """
            \(imports)

            answer = httpx.\(call.method.lowercased())(
            \(arguments.map { "    \($0)," }.joined(separator: "\n"))
            )
            answer.raise_for_status()
            print(\(answer(call)))
            """
    }

    private static func headers(_ call: Call) -> [String] {
        var fields = call.headers.map { #""\#($0.name)": "\#($0.value)""# }
        if let token = call.token { fields.insert(#""Authorization": f"Bearer {os.environ['\#(token)']}""#, at: 0) }
        // httpx sends application/json by itself.
        fields.removeAll { $0 == #""Content-Type": "application/json""# }
        return fields.isEmpty ? [] : ["headers={\(fields.joined(separator: ", "))}"]
    }

    private static func body(_ call: Call) -> [String] {
        call.body.map { ["json=\(json.text($0, indent: 4))"] } ?? []
    }

    private static func answer(_ call: Call) -> String {
        switch call.answersJSON {
        case true?: "answer.json()"
        case false?: "answer.text"
        case nil: "answer.status_code"
        }
    }
}
