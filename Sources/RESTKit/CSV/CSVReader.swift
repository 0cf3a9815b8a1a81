/// One record of a CSV text: its cells, without the quotes around them.
public struct CSVRecord: Sendable, Equatable {
    /// Which row a spreadsheet would call it: from 1, the header and empty lines counted.
    public let row: Int
    /// The line on which it begins, from 1. Not the row, once a cell has had several lines.
    public let line: Int
    /// The first ``CSVReader/mostCells``: more are counted, and not kept.
    public let cells: [String]
    /// How many cells it has.
    public let width: Int
}

/// Reads `text/csv` (RFC 4180) in pieces as they come, strictly, and never holds more than one record.
///
/// Lines end in CRLF or LF. A byte order mark before the first and empty lines are passed over. Refused: a quote inside a
/// cell without quotes, anything but a comma after a closing one, a lone CR, an open quote at the end, bytes that are not
/// UTF-8, and records of more than ``longestRecord`` bytes, which mostly are a forgotten quote.
public struct CSVReader: Sendable {
    /// Bytes of one record.
    public static let longestRecord = 262_144
    /// Cells of one record that are kept.
    public static let mostCells = 1_000

    private enum Place { case recordStart, cellStart, plain, quoted, closed, afterReturn, afterEmptyReturn }

    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private var place = Place.recordStart
    /// The first bytes of all, until it is known whether they are a byte order mark.
    private var head: [UInt8]? = []
    private var cell: [UInt8] = []
    private var cells: [String] = []
    private var width = 0
    private var length = 0
    private var (row, line, firstLine) = (1, 1, 1)

    public init() {}

    /// Reads a piece and hands over the records that end in it. Throws ``CSVSyntaxError``, and what `each` throws.
    public mutating func read(_ piece: [UInt8], _ each: (CSVRecord) throws -> Void) throws {
        guard let head else { return try take(piece[...], each) }
        let bytes = head + piece
        guard bytes.count >= Self.mark.count else { return self.head = bytes }
        self.head = nil
        try take(bytes.starts(with: Self.mark) ? bytes.dropFirst(Self.mark.count) : bytes[...], each)
    }

    /// There is nothing more: hands over the last record, if its line had no end.
    public mutating func finish(_ each: (CSVRecord) throws -> Void) throws {
        if let head {
            self.head = nil
            try take(head[...], each)
        }
        switch place {
        case .recordStart: return
        case .quoted: throw CSVSyntaxError(line: firstLine, "a cell in quotes does not end")
        case .afterReturn, .afterEmptyReturn: throw fault("a carriage return stands alone")
        case .cellStart, .plain, .closed: try endRecord(each)
        }
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>, _ each: (CSVRecord) throws -> Void) throws {
        var rest = bytes
        while !rest.isEmpty {
            let run = rest.prefix(runLength(rest))
            if !run.isEmpty {
                if place != .quoted { place = .plain }
                if place == .quoted { line += run.count { $0 == newline } }
                cell += run
                try count(run.count)
                rest = rest.dropFirst(run.count)
            }
            if let byte = rest.popFirst() { try step(byte, each) }
        }
    }

    /// How many of the next bytes are a cell's own and nothing else.
    private func runLength(_ bytes: ArraySlice<UInt8>) -> Int {
        let isQuoted = place == .quoted
        if [.closed, .afterReturn, .afterEmptyReturn].contains(place) { return 0 }
        let end = bytes.firstIndex { byte in
            byte == quote || !isQuoted && (byte == comma || byte == newline || byte == carriageReturn)
        }
        return (end ?? bytes.endIndex) - bytes.startIndex
    }

    /// A byte that may mean something: a quote, a comma, a line's end, or anything behind these.
    private mutating func step(_ byte: UInt8, _ each: (CSVRecord) throws -> Void) throws {
        try count(1)
        switch (place, byte) {
        case (.afterReturn, newline): try endRecord(each)
        case (.afterEmptyReturn, newline), (.recordStart, newline): endEmptyLine()
        case (.afterReturn, _), (.afterEmptyReturn, _): throw fault("a carriage return stands alone")
        case (.quoted, _): place = .closed
        case (.closed, quote):
            cell.append(quote)
            place = .quoted
        case (.recordStart, quote), (.cellStart, quote): place = .quoted
        case (_, quote): throw fault("a quote stands inside a cell; put the cell in quotes and write it twice")
        case (_, comma):
            try endCell()
            place = .cellStart
        case (.recordStart, carriageReturn): place = .afterEmptyReturn
        case (_, carriageReturn): place = .afterReturn
        case (_, newline): try endRecord(each)
        default: throw fault("something other than a comma follows a closing quote")
        }
    }
}

extension CSVReader {
    private mutating func endEmptyLine() {
        place = .recordStart
        nextLine()
    }

    private mutating func endCell() throws {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: cell.span)
        } catch {
            throw fault("the text is not UTF-8; save the file as UTF-8")
        }
        width += 1
        if width <= Self.mostCells { cells.append(String(decoding: cell, as: UTF8.self).boundingMarks()) }
        cell.removeAll(keepingCapacity: true)
    }

    private mutating func endRecord(_ each: (CSVRecord) throws -> Void) throws {
        try endCell()
        let record = CSVRecord(row: row, line: firstLine, cells: cells, width: width)
        cells.removeAll(keepingCapacity: true)
        width = 0
        place = .recordStart
        nextLine()
        try each(record)
    }

    private mutating func nextLine() {
        row += 1
        line += 1
        firstLine = line
        length = 0
    }

    private mutating func count(_ bytes: Int) throws {
        length += bytes
        guard length <= Self.longestRecord else {
            throw CSVSyntaxError(
                line: firstLine, "a row is longer than \(Self.longestRecord) bytes; a closing quote may be missing")
        }
    }

    private func fault(_ reason: String) -> CSVSyntaxError { CSVSyntaxError(line: line, reason) }
}

/// Why bytes are not CSV as this program takes it, and on which line.
public struct CSVSyntaxError: Error, Sendable, Equatable {
    /// From 1.
    public let line: Int
    /// What is wrong, as the end of a sentence.
    public let reason: String

    public init(line: Int, _ reason: String) {
        self.line = line
        self.reason = reason
    }
}

private let quote = UInt8(ascii: "\"")
private let comma = UInt8(ascii: ",")
private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
