import NIOCore
import RESTKit

/// JSON laid out for people: two spaces a level, what is short on one line.
struct JSONText: Sendable {
    /// How a language spells them.
    var yes = "true"
    var no = "false"
    var nothing = "null"
    /// The longest object or array that stays on a line, in characters.
    var longestLine = 60

    /// - Parameter indent: how far in the lines after the first stand.
    func text(_ json: JSON, indent: Int = 0) -> String {
        let short = line(json)
        if short.count <= longestLine { return short }
        switch json {
        case .array(let elements):
            return block("[", elements.map { text($0, indent: indent + 2) }, "]", indent)
        case .object(let object):
            let members = object.members.map { "\(quoted($0.name)): \(text($0.value, indent: indent + 2))" }
            return block("{", members, "}", indent)
        case .null, .boolean, .number, .string: return short
        }
    }

    private func block(_ open: String, _ lines: [String], _ close: String, _ indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        return open + "\n" + lines.map { "\(margin)  \($0)" }.joined(separator: ",\n") + "\n\(margin)\(close)"
    }

    private func line(_ json: JSON) -> String {
        switch json {
        case .null: nothing
        case .boolean(let value): value ? yes : no
        case .number(let number): number.literal
        case .string(let text): quoted(text)
        case .array(let elements): "[\(elements.map(line).joined(separator: ", "))]"
        case .object(let object):
            "{\(object.members.map { "\(quoted($0.name)): \(line($0.value))" }.joined(separator: ", "))}"
        }
    }

    private func quoted(_ text: String) -> String {
        var json = JSONWriter(capacity: text.utf8.count + 2)
        json.string(text)
        return String(buffer: json.finish())
    }
}
