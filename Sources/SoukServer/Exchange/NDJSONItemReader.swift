import Catalogue
import RESTKit

/// Items from lines of JSON. Empty lines are passed over, and so is a byte order mark before the first.
///
/// A line that is not JSON is that row's fault alone: where the next one begins is certain.
struct NDJSONItemReader: ItemReading {
    /// Bytes of one line.
    private static let longestLine = CSVReader.longestRecord

    private var line: [UInt8] = []
    private var number = 1

    mutating func read(_ piece: [UInt8], isLast: Bool, _ each: (ImportRow) -> Void) throws {
        var rest = piece[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            line += rest[..<end]
            rest = rest[(end + 1)...]
            try endLine(each)
        }
        line += rest
        try checkLength()
        if isLast { try endLine(each) }
    }

    private func checkLength() throws {
        guard line.count <= Self.longestLine else {
            throw ItemFileFault(line: number, "a line is longer than \(Self.longestLine) bytes")
        }
    }

    private mutating func endLine(_ each: (ImportRow) -> Void) throws {
        try checkLength()
        if number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        if !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { each(Self.row(line, number)) }
        line.removeAll(keepingCapacity: true)
        number += 1
    }

    private static func row(_ line: [UInt8], _ number: Int) -> ImportRow {
        var row = ImportRow(number: number)
        do throws(JSONSyntaxError) {
            guard case .object(let object) = try JSONReader.read(line) else {
                row.note(nil, ValueError("type", "must be an object"))
                return row
            }
            for member in object.members { row.set(member.name, member.value) }
        } catch {
            row.note(nil, ValueError("invalid_json", "is not JSON: at byte \(error.offset), \(error.reason)"))
        }
        return row
    }
}

extension ImportRow {
    fileprivate mutating func set(_ name: String, _ value: JSON) {
        guard let column = Column(rawValue: name) else {
            let known = Column.allCases.map(\.rawValue).joined(separator: ", ")
            let detail = "is not a field here; allowed are \(known)"
            return faults.append(RowFault(row: number, column: name, code: "unknown", detail: detail))
        }
        switch (column, value) {
        case (.createdAt, _), (.updatedAt, _): return
        case (.id, .number(let literal)): id = identifier(column, literal).map { Item.ID($0) }
        case (.storeID, .number(let literal)): storeID = identifier(column, literal).map { Store.ID($0) }
        case (.price, .number(let literal)): price = literal.literal
        case (.name, .string(let text)): self.name = text
        case (.description, .string(let text)): description = text
        case (.description, .null): description = ""
        case (.currency, .string(let text)): currency = text
        case (.store, .string(let text)): store = text
        case (.tags, .array(let elements)): setTags(elements)
        default: note(column, ValueError("type", "must be \(column.kind), not \(value.kind)"))
        }
    }

    private mutating func setTags(_ elements: [JSON]) {
        tags = elements.compactMap { element in if case .string(let name) = element { name } else { nil } }
        if tags?.count != elements.count { note(.tags, ValueError("type", "must be an array of strings")) }
    }

    private mutating func identifier(_ column: Column, _ number: JSONNumber) -> Int64? {
        if let integer = number.integer, integer > 0 { return integer }
        note(column, ValueError("type", "must be a whole number above 0"), value: number.literal)
        return nil
    }
}

extension ImportRow.Column {
    /// What a member of this name must be.
    fileprivate var kind: String {
        switch self {
        case .id, .storeID, .price: "a number"
        case .tags: "an array of strings"
        case .description: "a string or null"
        case .name, .currency, .store, .createdAt, .updatedAt: "a string"
        }
    }
}
