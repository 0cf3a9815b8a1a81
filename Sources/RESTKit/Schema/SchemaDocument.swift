/// What JSON Schema 2020-12 can say of a value: made by a ``Schema`` for input, written by hand for answers, and read
/// by the OpenAPI document and by forms.
public struct SchemaDocument: Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        case string, integer, number, boolean
        case object([Property])
        indirect case array(of: SchemaDocument)
        /// Any JSON value.
        case any
    }

    /// A member of an object.
    public struct Property: Sendable, Equatable {
        public let name: String
        public let document: SchemaDocument
        /// Always there in an answer; must be there in input.
        public let isRequired: Bool

        public init(_ name: String, _ document: SchemaDocument, isRequired: Bool) {
            self.name = name
            self.document = document
            self.isRequired = isRequired
        }
    }

    /// The component's name, `NewItem`: a named document is written once and referred to. One name, one document.
    public var name: String?
    public var kind: Kind
    /// A label for people.
    public var title: String?
    public var description: String?
    public var isNullable = false
    public var format: String?
    /// The least and the largest number, both allowed.
    public var minimum: Int?
    public var maximum: Int?
    /// How many digits a number may have after the point. JSON Schema is not told: validators that divide in binary
    /// floating point would refuse 0.35 as no multiple of 0.001.
    public var fractionDigits: Int?
    /// Code points as they are sent, before trimming and NFC.
    public var minLength: Int?
    public var maxLength: Int?
    /// ECMA-262, to be found somewhere in the string.
    public var pattern: String?
    /// Characters as they are counted in the end, for forms and people.
    public var characters: ClosedRange<Int>?
    /// Whether the text may have several lines.
    public var isMultiline = false
    /// The only values allowed; empty when there is no such list.
    public var choices: [String] = []
    /// At most this many elements, and whether they must differ.
    public var maxItems: Int?
    public var hasUniqueItems = false
    /// Whether an object may have no members but those named.
    public var isClosed = false
    /// What a field or parameter that is left out counts as.
    public var defaultValue: JSON?
    public var examples: [JSON] = []

    public init(_ kind: Kind) {
        self.kind = kind
    }

    /// The fields of an object, none for anything else: what a form is built from.
    public var properties: [Property] {
        if case .object(let properties) = kind { properties } else { [] }
    }
}
