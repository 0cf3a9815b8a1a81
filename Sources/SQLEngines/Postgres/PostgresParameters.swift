import CPostgres

/// The values of a statement as libpq takes them: integers and truth values in binary form, text as it stands.
struct PostgresParameters {
    private var bytes: [UInt8] = []
    private var starts: [Int?] = []
    private var lengths: [Int32] = []
    /// The type of each; 0 lets the server find out what a null stands for.
    private(set) var types: [Oid] = []

    init(_ sql: SQL) {
        bytes.reserveCapacity(64)
        for value in sql.values { append(value) }
    }

    /// Calls `body` with the count and libpq's three arrays, which are good only inside it.
    func withPointers<Value>(
        _ body: (
            _ count: Int32, _ values: UnsafePointer<UnsafePointer<CChar>?>?, _ lengths: UnsafePointer<Int32>?,
            _ formats: UnsafePointer<Int32>?
        ) -> Value
    ) -> Value {
        if starts.isEmpty { return body(0, nil, nil, nil) }
        return bytes.withUnsafeBytes { bytes in
            let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            let values = starts.map { start in start.flatMap { start in base.map { UnsafePointer($0 + start) } } }
            let formats = [Int32](repeating: 1, count: starts.count)
            return body(Int32(starts.count), values, lengths, formats)
        }
    }

    private mutating func append(_ value: SQLValue) {
        let start = bytes.count
        let length: Int
        switch value {
        case .null:
            starts.append(nil)
            lengths.append(0)
            types.append(0)
            return
        case .integer(let integer):
            withUnsafeBytes(of: integer.bigEndian) { bytes.append(contentsOf: $0) }
            length = 8
            types.append(PostgresType.bigints)
        case .boolean(let truth):
            bytes.append(truth ? 1 : 0)
            length = 1
            types.append(PostgresType.booleans)
        case .text(let text):
            bytes.append(contentsOf: text.utf8)
            length = bytes.count - start
            // libpq measures by the length; the zero only keeps an empty text from having no address.
            bytes.append(0)
            types.append(PostgresType.texts)
        }
        starts.append(start)
        lengths.append(Int32(length))
    }
}
