import CPostgres

/// The answer to one statement, in PostgreSQL's binary form.
final class PostgresResult: Sendable {
    /// Unsafe to the compiler alone: nothing changes a `PGresult` once libpq has handed it out, and only its last owner
    /// clears it.
    private nonisolated(unsafe) let handle: OpaquePointer

    init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    deinit { PQclear(handle) }

    var status: ExecStatusType { PQresultStatus(handle) }

    /// Rows answered, or else rows changed.
    var count: Int {
        if status == PGRES_TUPLES_OK { return Int(PQntuples(handle)) }
        return Int(String(cString: PQcmdTuples(handle))) ?? 0
    }

    /// What was done: `COMMIT`, or `ROLLBACK` where a commit found its transaction spoilt.
    var command: String { String(cString: PQcmdStatus(handle)) }

    /// A part of an error (`PG_DIAG_…`), nil where the server said nothing of it.
    func diagnosis(_ field: Int32) -> String? {
        PQresultErrorField(handle, field).map { String(cString: $0) }
    }

    /// libpq's own words, for errors that never came from the server.
    var message: String { String(cString: PQresultErrorMessage(handle)) }

    /// Hands every row to `each`, in order, and returns ``count``.
    func read(_ each: (inout Row) throws -> Void) throws -> Int {
        guard status == PGRES_TUPLES_OK else { return count }
        let rows = PostgresRows(self, handle)
        var row = Row(rows)
        for number in 0..<PQntuples(handle) {
            rows.number = number
            row.begin()
            try each(&row)
        }
        return count
    }
}

/// The rows of a result, of which it stands on one. What a column holds is found out once for all of them.
private final class PostgresRows: ColumnSource {
    var number: Int32 = 0
    private let result: PostgresResult
    private let handle: OpaquePointer
    private let types: [PostgresType]

    init(_ result: PostgresResult, _ handle: OpaquePointer) {
        self.result = result
        self.handle = handle
        types = (0..<PQnfields(handle)).map { PostgresType(PQftype(handle, $0)) }
    }

    func isNull(_ column: Int) -> Bool {
        !types.indices.contains(column) || PQgetisnull(handle, number, Int32(column)) != 0
    }

    func integer(_ column: Int) throws -> Int64 {
        guard let bytes = bytes(column) else { throw DecodingFault(column: column, wanted: "BIGINT") }
        switch types[column] {
        case .bigint: return Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
        case .integer: return Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
        case .smallint: return Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
        case .text, .boolean, .other: throw DecodingFault(column: column, wanted: "BIGINT")
        }
    }

    func text(_ column: Int) throws -> String {
        guard let bytes = bytes(column), types[column] == .text else {
            throw DecodingFault(column: column, wanted: "TEXT")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    func boolean(_ column: Int) throws -> Bool {
        guard let bytes = bytes(column), types[column] == .boolean else {
            throw DecodingFault(column: column, wanted: "BOOLEAN")
        }
        return bytes.first == 1
    }

    /// The column's bytes; nil for null and for a column that is not there, at which libpq prints a complaint.
    private func bytes(_ column: Int) -> UnsafeRawBufferPointer? {
        guard !isNull(column), let start = PQgetvalue(handle, number, Int32(column)) else { return nil }
        return UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(handle, number, Int32(column))))
    }
}

/// What a column holds, as far as the house dialect knows.
enum PostgresType {
    case boolean, bigint, smallint, integer, text, other

    /// Types are told by their fixed numbers, the same in every PostgreSQL (`pg_type.dat`).
    init(_ number: Oid) {
        self =
            switch number {
            case Self.booleans: .boolean
            case Self.bigints: .bigint
            case 21: .smallint
            case 23: .integer
            // `text`, `name`, `varchar`.
            case Self.texts, 19, 1043: .text
            default: .other
            }
    }

    static let booleans: Oid = 16
    static let bigints: Oid = 20
    static let texts: Oid = 25
}
