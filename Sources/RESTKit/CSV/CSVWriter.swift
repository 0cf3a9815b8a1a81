/// Writes `text/csv` (RFC 4180): UTF-8, lines that end in CRLF, quotes only where they are needed.
public struct CSVWriter: Sendable {
    private var bytes: [UInt8] = []

    public init() {}

    /// Writes a record.
    public mutating func write(_ cells: [String]) {
        for (place, cell) in cells.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            write(cell, isAlone: cells.count == 1)
        }
        bytes += [0x0D, 0x0A]
    }

    /// What was written since this was last asked.
    public mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    /// An empty cell that is all of its record would be an empty line, which readers pass over.
    private mutating func write(_ cell: String, isAlone: Bool) {
        guard cell.utf8.contains(where: \.needsQuotes) || (isAlone && cell.isEmpty) || cell.hasBlankEnd else {
            return bytes += cell.utf8
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in cell.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

extension UInt8 {
    fileprivate var needsQuotes: Bool {
        self == UInt8(ascii: "\"") || self == UInt8(ascii: ",") || self == 0x0D || self == 0x0A
    }
}

extension String {
    /// Whether a blank stands at either end, which spreadsheets may take away.
    fileprivate var hasBlankEnd: Bool { utf8.first == 0x20 || utf8.last == 0x20 }
}
