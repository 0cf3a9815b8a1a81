public import Catalogue

/// The items in a file's bytes, wherever these lie.
public struct ItemFile: ImportSource {
    private let format: ItemFormat
    private let bytes: @Sendable (_ offset: Int) throws -> [UInt8]

    /// `bytes` answers some of the bytes from an offset on, none at the end. It may be asked for them again.
    public init(_ format: ItemFormat, _ bytes: @escaping @Sendable (_ offset: Int) throws -> [UInt8]) {
        self.format = format
        self.bytes = bytes
    }

    /// Throws ``ItemFileFault`` when it cannot be read as a whole, and what `bytes` and `each` throw.
    public func forEach(_ each: ([ImportRow]) async throws -> Void) async throws {
        var reader: any ItemReading =
            switch format {
            case .csv: CSVItemReader()
            case .ndjson: NDJSONItemReader()
            }
        var offset = 0
        while true {
            let piece = try bytes(offset)
            offset += piece.count
            var rows: [ImportRow] = []
            try reader.read(piece, isLast: piece.isEmpty) { rows.append($0) }
            if !rows.isEmpty { try await each(rows) }
            if piece.isEmpty { return }
        }
    }
}

/// Makes rows of a file's bytes as they come.
protocol ItemReading {
    /// Reads a piece and hands over the rows that end in it; after the last one also what has no end.
    mutating func read(_ piece: [UInt8], isLast: Bool, _ each: (ImportRow) -> Void) throws
}
