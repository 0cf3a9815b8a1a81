/// One call in each language, a tab each: radio buttons, so that they work without script.
struct Snippets: Sendable {
    let call: Call
    /// The operation's, to tell its tabs from others'.
    let id: String

    var html: HTML {
        """
        <fieldset class="snippets"><legend class="hidden">Language</legend>
        \(HTML(joined: SnippetLanguage.allCases.map(tab)))
        \(HTML(lines: SnippetLanguage.allCases.map(snippet)))
        </fieldset>
        """
    }

    private func tab(_ language: SnippetLanguage) -> HTML {
        let checked: HTML = language == .curl ? " checked" : ""
        return """
            <label class="tab"><input type="radio" name="\(id)-language" value="\(language.rawValue)"\(checked)>\
            \(language.title)</label>
            """
    }

    private func snippet(_ language: SnippetLanguage) -> HTML {
        "<pre class=\"snippet \(language.rawValue)\"><code>\(language.text(of: call))</code></pre>"
    }
}

/// What snippets are written in.
enum SnippetLanguage: String, CaseIterable, Sendable {
    case curl, swift, python, javascript

    var title: String {
        switch self {
        case .curl: "curl"
        case .swift: "Swift"
        case .python: "Python"
        case .javascript: "JavaScript"
        }
    }

    /// A whole program; it fails when the answer is a problem.
    func text(of call: Call) -> String {
        switch self {
        case .curl: CurlSnippet.text(of: call)
        case .swift: SwiftSnippet.text(of: call)
        case .python: PythonSnippet.text(of: call)
        case .javascript: JavaScriptSnippet.text(of: call)
        }
    }
}
