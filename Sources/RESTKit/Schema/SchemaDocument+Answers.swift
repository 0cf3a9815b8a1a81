/// Building blocks for describing answers.
extension SchemaDocument {
    public static let string = Self(.string)
    public static let integer = Self(.integer)
    public static let number = Self(.number)
    public static let boolean = Self(.boolean)

    /// A row's id: 1 to 2^63 - 1.
    public static var id: Self { integer(1...Int.max) }

    /// An RFC 3339 time in UTC with six digits.
    public static var time: Self {
        var document = Self(.string)
        document.format = "date-time"
        document.examples = ["2026-11-22T08:00:00.000000Z"]
        return document
    }

    public static func integer(_ range: ClosedRange<Int>) -> Self {
        var document = Self(.integer)
        document.minimum = range.lowerBound
        document.maximum = range.upperBound
        document.format = "int64"
        return document
    }

    /// One of these strings.
    public static func choice(_ choices: [String]) -> Self {
        var document = Self(.string)
        document.choices = choices
        return document
    }

    /// An object; with a name it becomes a component. `isClosed`: no other members, ever (input).
    public static func object(_ name: String?, _ properties: [Property], isClosed: Bool = false) -> Self {
        var document = Self(.object(properties))
        document.name = name
        document.isClosed = isClosed
        return document
    }

    public static func array(of element: SchemaDocument, atMost maxItems: Int? = nil) -> Self {
        var document = Self(.array(of: element))
        document.maxItems = maxItems
        return document
    }

    /// The same or null.
    public var orNull: Self {
        var document = self
        document.isNullable = true
        return document
    }

    /// The same with more said about it.
    public func documented(title: String? = nil, description: String? = nil, examples: [JSON]? = nil) -> Self {
        var document = self
        document.title = title ?? self.title
        document.description = description ?? self.description
        document.examples = examples ?? self.examples
        return document
    }
}

extension SchemaDocument.Property {
    /// A member that is always there.
    public static func required(_ name: String, _ document: SchemaDocument) -> Self {
        Self(name, document, isRequired: true)
    }

    /// A member that may be absent.
    public static func optional(_ name: String, _ document: SchemaDocument) -> Self {
        Self(name, document, isRequired: false)
    }
}
