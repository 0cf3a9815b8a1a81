import NIOHTTP1
import RESTKit

/// What a page was asked for by its query: what can be read of it, and what is wrong with the rest. So a slip in one box
/// costs nothing but that box.
struct Asked<Value: Sendable>: Sendable {
    let value: Value
    /// The page's address by what could be read: links and hidden fields go on from here.
    let address: PageAddress
    /// Everything as it was typed, for the boxes.
    let typed: PageAddress
    /// By the parameter's name.
    private(set) var faults: FormFaults?

    /// - Parameters:
    ///   - apart: parameters that somebody else has read.
    ///   - refused: what is wrong with one of these, by the name of its box.
    init(
        _ schema: QuerySchema<Value>, _ head: RequestHead, apart: Set<String> = [], refused: [String: String] = [:]
    ) throws {
        typed = PageAddress(head)
        let read = try schema.lenient(typed.parameters.filter { !apart.contains($0.name) })
        (value, address) = (read.value, PageAddress(typed.path, read.parameters))
        var (fields, sentences) = (refused, [String]())
        for case let problem in read.problems {
            guard case .parameter(let name) = problem.place else { continue }
            if problem.code == "unknown" {
                sentences.append("“\(name)” means nothing here.")
            } else {
                fields[name] = problem.detail
            }
        }
        if (try? Form(query: head.query)) == nil { sentences.append("The address cannot be read.") }
        if !fields.isEmpty || !sentences.isEmpty {
            faults = FormFaults(fields: fields, general: sentences.isEmpty ? nil : sentences.joined(separator: " "))
        }
    }

    var status: HTTPResponseStatus { faults?.status ?? .ok }

    /// Notes one thing more that is wrong, in a sentence.
    mutating func say(_ sentence: String) {
        faults = FormFaults(
            fields: faults?.fields ?? [:], general: (faults?.general.map { $0 + " " } ?? "") + sentence)
    }
}
