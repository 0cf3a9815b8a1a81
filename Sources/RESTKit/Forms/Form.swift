public import NIOCore

/// What a form in a browser sends (`application/x-www-form-urlencoded`, WHATWG URL §5): names and values in order.
public struct Form: Sendable {
    /// More are refused: a page of a list has a box for each row.
    public static let mostFields = 1_200

    public let fields: [(name: String, value: String)]

    public init(_ fields: [(name: String, value: String)] = []) {
        self.fields = fields
    }

    /// Throws `bad_request` for a body that is not spelt as forms spell.
    public init(_ body: ByteBuffer) throws(Problem) {
        try self.init(query: Substring(String(buffer: body)))
    }

    /// A form that is sent by `GET`: what follows the target's `?`.
    public init(query: Substring?) throws(Problem) {
        do throws(MalformedQuery) {
            fields = try QueryText(query ?? "", atMost: Self.mostFields).pairs
        } catch {
            throw Problem(.badRequest, "the form cannot be read")
        }
    }

    /// The first value of that name.
    public subscript(name: String) -> String? {
        fields.first { $0.name.hasSameBytes(as: name) }?.value
    }

    /// Every value of that name.
    public func all(_ name: String) -> [String] {
        fields.filter { $0.name.hasSameBytes(as: name) }.map(\.value)
    }
}

extension Form {
    /// What stands in the boxes: each name with its first value.
    public var values: [String: String] {
        Dictionary(fields.map { ($0.name, $0.value) }) { first, _ in first }
    }
}
