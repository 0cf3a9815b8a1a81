@testable import RESTKit

/// A list's query, strictly as the API reads it and as far as it can be read, for a page.
extension Checks {
    private static let items = QuerySchema<ItemListing>.items

    /// What is taken means the same however it is spelt, and when it is remembered; what is refused was sent.
    mutating func query(_ bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return }
        if let form = timed({ try? Form(query: Substring(text)) }) { asPage(form) }
        guard let pairs = timed({ try? QueryText(text).pairs }) else { return }
        do {
            let listing = try timed { try Self.items.value(in: pairs) }
            for spelling in [text, text, Self.escaped(pairs)] {
                let again = try? Self.items.value(of: Substring(spelling))
                require(Self.same(listing, again), "another list by \(spelling)")
            }
            require(Self.same(listing, asRead(pairs)?.value), "another list for a page")
        } catch let invalid as InvalidInput {
            Self.requireSent(invalid.problems, pairs)
        } catch {
            require(false, "\(error)")
        }
    }

    /// The boxes of a list's form, and of the form that makes an item.
    private mutating func asPage(_ form: Form) {
        guard let read = asRead(form.fields) else { return require(false, "nothing is read") }
        require(Self.same(read.value, try? Self.items.value(in: read.parameters)), "read again as something else")
        Self.requireSent(read.problems, form.fields)
        _ = timed { try? form.value(of: Self.newItem) }
    }

    private mutating func asRead(_ pairs: [(name: String, value: String)]) -> LenientQuery<ItemListing>? {
        timed { try? Self.items.lenient(pairs) }
    }

    private static func requireSent(_ problems: [FieldProblem], _ pairs: [(name: String, value: String)]) {
        for problem in problems {
            require(pairs.contains { .parameter($0.name) == problem.place }, "\(problem) of what was not sent")
        }
    }

    /// Whether both are the same to the byte.
    private static func same(_ left: ItemListing, _ right: ItemListing?) -> Bool {
        "\(left)".hasSameBytes(as: right.map { "\($0)" } ?? "")
    }

    private static func escaped(_ pairs: [(name: String, value: String)]) -> String {
        pairs.map { "\(escaped($0.name))=\(escaped($0.value))" }.joined(separator: "&")
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { "%" + String(UInt16($0) + 0x100, radix: 16).dropFirst() }.joined()
    }
}
