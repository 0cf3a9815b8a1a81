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

/// The rows of a result, of which it stands on one. Types are told by their fixed numbers (`pg_type.dat`).
private final class PostgresRows: ColumnSource {
    var number: Int32 = 0
    private let result: PostgresResult
    private let handle: OpaquePointer

    init(_ result: PostgresResult, _ handle: OpaquePointer) {
        self.result = result
        self.handle = handle
    }

    func isNull(_ column: Int) -> Bool { bytes(column) == nil }

    func integer(_ column: Int) throws -> Int64 {
        guard let bytes = bytes(column) else { throw DecodingFault(column: column, wanted: "BIGINT") }
        switch type(of: column) {
        case PostgresType.bigint: return Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
        case PostgresType.integer: return Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
        case PostgresType.smallint: return Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
        default: throw DecodingFault(column: column, wanted: "BIGINT")
        }
    }

    func text(_ column: Int) throws -> String {
        guard let bytes = bytes(column), PostgresType.texts.contains(type(of: column)) else {
            throw DecodingFault(column: column, wanted: "TEXT")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    func boolean(_ column: Int) throws -> Bool {
        guard let bytes = bytes(column), type(of: column) == PostgresType.boolean else {
            throw DecodingFault(column: column, wanted: "BOOLEAN")
        }
        return bytes.first == 1
    }

    /// The column's bytes; nil for null and for a column that is not there.
    private func bytes(_ column: Int) -> UnsafeRawBufferPointer? {
        guard let index = index(column), PQgetisnull(handle, number, index) == 0,
            let start = PQgetvalue(handle, number, index)
        else { return nil }
        return UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(handle, number, index)))
    }

    private func type(of column: Int) -> Oid { index(column).map { PQftype(handle, $0) } ?? 0 }

    /// libpq prints a complaint when it is asked for a column that is not there.
    private func index(_ column: Int) -> Int32? {
        guard column >= 0, column < Int(PQnfields(handle)) else { return nil }
        return Int32(column)
    }
}

/// The numbers of the types that the house dialect knows, the same in every PostgreSQL.
enum PostgresType {
    static let boolean: Oid = 16
    static let bigint: Oid = 20
    static let smallint: Oid = 21
    static let integer: Oid = 23
    static let text: Oid = 25
    /// `text`, `name`, `varchar`.
    static let texts: Set<Oid> = [25, 19, 1043]
}
