/// An item as a file says it, before any rule was asked.
///
/// What is nil was not said: it stays as it is in an item that is there, and is missing in a new one.
public struct ImportRow: Sendable, Equatable {
    /// What a row may say. An export has all but ``storeID``.
    public enum Column: String, Sendable, CaseIterable {
        case id, name, description, price, currency, store
        case storeID = "store_id"
        case tags
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }

    /// Which one it is, as whoever made the file counts them.
    public let number: Int
    public var id: Item.ID?
    public var name: String?
    /// Blank for none.
    public var description: String?
    /// A number's literal.
    public var price: String?
    public var currency: String?
    /// The store's name.
    public var store: String?
    public var storeID: Store.ID?
    /// All tags that the item is to carry, by name.
    public var tags: [String]?
    /// What was found wrong with its form already.
    public var faults: [RowFault]

    public init(number: Int) {
        self.number = number
        faults = []
    }

    /// Notes a fault of this row. `value` is what the file says there, where the row itself does not know.
    public mutating func note(_ column: Column?, _ reason: ValueError, value: String? = nil) {
        faults.append(
            RowFault(
                row: number, column: column?.rawValue, value: value ?? text(of: column), code: reason.code,
                detail: reason.detail))
    }

    /// What the row says there; nil where it says nothing, or nothing that is looked at.
    func text(of column: Column?) -> String? {
        switch column {
        case .id: id.map { "\($0)" }
        case .name: name
        case .description: description
        case .price: price
        case .currency: currency
        case .store: store
        case .storeID: storeID.map { "\($0)" }
        case .tags: tags?.joined(separator: "|")
        case .createdAt, .updatedAt, nil: nil
        }
    }
}

/// Why a row is refused.
public struct RowFault: Sendable, Equatable, Codable {
    public let row: Int
    /// The column's name; nil when it is about the row as a whole.
    public let column: String?
    /// What the file says there, or how it begins; nil when it says nothing there.
    public let value: String?
    /// A word for programs, as the API has it: `digits`, `not_found`.
    public let code: String
    public let detail: String

    /// Scalars of ``value``: ten thousand faults are kept.
    private static let mostScalars = 100

    public init(row: Int, column: String?, value: String? = nil, code: String, detail: String) {
        self.row = row
        self.column = column
        self.value = value.map { value in
            let beginning = value.unicodeScalars.prefix(Self.mostScalars)
            return beginning.endIndex == value.endIndex ? value : String(beginning) + "…"
        }
        self.code = code
        self.detail = detail
    }
}

/// The rows of an import, which can be read from the first on as often as need be: an import looks through all of them
/// before it writes any, and a transaction that met another one begins anew.
public protocol ImportSource: Sendable {
    /// Hands over all rows in order, some at a time. Reads what lies at hand and waits for nobody, as others wait for
    /// the transaction in which this is called. Throws what is wrong with the file as a whole.
    func forEach(_ each: ([ImportRow]) async throws -> Void) async throws
}
