public import Catalogue
public import NIOCore
import RESTKit

/// Writes items into a file, a piece at a time.
public struct ItemFileWriter: Sendable {
    private let format: ItemFormat

    public init(_ format: ItemFormat) {
        self.format = format
    }

    /// What stands before the first item.
    public var beginning: ByteBuffer {
        switch format {
        case .csv: Self.lines([Self.columns.map(\.rawValue)])
        case .ndjson: ByteBuffer()
        }
    }

    /// The items, a record each.
    public func bytes(of items: [Item]) -> ByteBuffer {
        switch format {
        case .csv: Self.lines(items.map(Self.cells))
        case .ndjson:
            items.reduce(into: ByteBuffer()) { bytes, item in
                bytes.writeImmutableBuffer(Self.object(item))
                bytes.writeInteger(UInt8(ascii: "\n"))
            }
        }
    }

    private static let columns = ImportRow.Column.allCases.filter { $0 != .storeID }

    private static func lines(_ records: [[String]]) -> ByteBuffer {
        var csv = CSVWriter()
        for cells in records { csv.write(cells) }
        return ByteBuffer(bytes: csv.take())
    }

    /// In the order of ``columns``.
    private static func cells(_ item: Item) -> [String] {
        [
            item.id.description, FormulaGuard.guarded(item.name), FormulaGuard.guarded(item.description ?? ""),
            item.price.literal, item.price.currency.code, FormulaGuard.guarded(item.store.name),
            FormulaGuard.guarded(TagCell.text(item.tags.map(\.name))),
            RFC3339.text(microseconds: item.createdAt.microseconds),
            RFC3339.text(microseconds: item.updatedAt.microseconds),
        ]
    }

    private static func object(_ item: Item) -> ByteBuffer {
        var json = JSONWriter(capacity: 512)
        json.beginObject()
        json.field("id", item.id.rawValue)
        json.field("name", item.name)
        json.field("description", item.description)
        ItemJSON.write(item.price, to: &json)
        json.field("currency", item.price.currency.code)
        json.field("store", item.store.name)
        json.beginArray("tags")
        for tag in item.tags { json.string(tag.name) }
        json.endArray()
        json.field("created_at", time: item.createdAt.microseconds)
        json.field("updated_at", time: item.updatedAt.microseconds)
        json.endObject()
        return json.finish()
    }
}

/// The names of an item's tags in one cell: `oak|sale`. A bar in a name is written `\|`, a backslash `\\`.
enum TagCell {
    static func text(_ names: [String]) -> String {
        names.map { name in
            name.unicodeScalars.reduce(into: "") { text, scalar in
                if scalar == "|" || scalar == "\\" { text += "\\" }
                text.unicodeScalars.append(scalar)
            }
        }.joined(separator: "|")
    }

    /// A backslash before anything else is one; blank names are passed over.
    static func names(_ text: String) -> [String] {
        var names = [""]
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped, scalar != "|", scalar != "\\" { names[names.count - 1] += "\\" }
            switch scalar {
            case "\\" where !isEscaped:
                isEscaped = true
                continue
            case "|" where !isEscaped: names.append("")
            default: names[names.count - 1].unicodeScalars.append(scalar)
            }
            isEscaped = false
        }
        if isEscaped { names[names.count - 1] += "\\" }
        return names.filter { !$0.utf8.allSatisfy { $0 == 0x20 } }
    }
}
