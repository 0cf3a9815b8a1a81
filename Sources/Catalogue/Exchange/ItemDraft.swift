/// A row whose values have been through the rules that need nothing but themselves.
struct ItemDraft {
    let row: ImportRow
    private(set) var name: Name?
    private(set) var description: Description??
    private(set) var price: Price?
    /// None twice, regardless of case.
    private(set) var tags: [Name]?
    private(set) var faults: [RowFault]

    init(_ row: ImportRow) {
        self.row = row
        faults = row.faults
        name = value(row.name, .name) { text throws(ValueError) in try Name(text) }
        description = value(row.description, .description) { text throws(ValueError) in try Description(text) }
        price = value(row.price, .price) { text throws(ValueError) in try Price(literal: text) }
        tags = row.tags.map { uniqueNames($0) }
        if row.id == nil { requireEverything() }
    }

    mutating func note(_ column: ImportRow.Column?, _ reason: ValueError, value: String? = nil) {
        faults.append(
            RowFault(
                row: row.number, column: column?.rawValue, value: value ?? row.text(of: column), code: reason.code,
                detail: reason.detail))
    }

    /// Notes what the rules of the shop refuse. Throws what is not about this row.
    mutating func note(_ refusal: CatalogueError) throws {
        switch refusal {
        case .invalid(let fields):
            for field in fields { note(Self.column(field.field), field.reason) }
        case .itemHasTags:
            note(.store, ValueError("item_has_tags", "cannot be another while the item has tags; say its tags too"))
        case .currencyMismatch:
            note(.price, ValueError("currency_mismatch", "must be given, as the new store has another currency"))
        default: throw refusal
        }
    }

    private mutating func value<Value>(
        _ text: String?, _ column: ImportRow.Column, _ make: (String) throws(ValueError) -> Value
    ) -> Value? {
        guard let text else { return nil }
        do throws(ValueError) {
            return try make(text)
        } catch {
            note(column, error, value: text)
            return nil
        }
    }

    private mutating func uniqueNames(_ texts: [String]) -> [Name] {
        var (names, keys) = ([Name](), Set<String>())
        for text in texts {
            let name = value(text, .tags) { text throws(ValueError) in try Name(text) }
            if let name, keys.insert(name.key).inserted { names.append(name) }
        }
        if names.count > Self.mostTags {
            note(.tags, ValueError("too_many_tags", "must be at most \(Self.mostTags): an item carries no more"))
        }
        return names
    }

    private mutating func requireEverything() {
        let missing = ValueError("required", "must be given for a new item")
        if row.name == nil, !isFaulty(.id, .name) { note(.name, missing) }
        if row.price == nil, !isFaulty(.id, .price) { note(.price, missing) }
        if row.store == nil, row.storeID == nil, !isFaulty(.id, .store, .storeID) { note(.store, missing) }
    }

    /// Whether one of them is said to be wrong already, or the row as a whole.
    private func isFaulty(_ columns: ImportRow.Column...) -> Bool {
        row.faults.contains { fault in fault.column == nil || columns.contains { $0.rawValue == fault.column } }
    }

    /// What `items_tags_count_check` holds in the end.
    private static let mostTags = 100

    private static func column(_ field: String) -> ImportRow.Column? {
        field == "store_id" ? .store : ImportRow.Column(rawValue: field)
    }
}
