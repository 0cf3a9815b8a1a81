/// What an import keeps.
public enum ImportMode: String, Sendable, CaseIterable, Codable {
    /// One transaction: with a single bad row nothing is written.
    case allOrNothing
    /// Bad rows are reported, the others written, some hundreds in a transaction.
    case goodRows
}

/// What came of an import, or would come of it.
public struct ImportReport: Sendable, Equatable, Codable {
    /// Faults that are kept; the others are only counted.
    public static let mostFaults = 10_000

    public internal(set) var created = 0
    public internal(set) var updated = 0
    /// Rows that say what is so already.
    public internal(set) var unchanged = 0
    /// Rows with faults.
    public internal(set) var refused = 0
    /// All faults; a row may have several.
    public internal(set) var faultsCount = 0
    /// The first ``mostFaults`` of them, in the order of the rows.
    public internal(set) var faults: [RowFault] = []
    /// Whether anything was kept: not after a dry run, nor when all or nothing was to be written and a row was bad.
    public internal(set) var isWritten = false

    public init() {}

    /// All rows that were looked at.
    public var rows: Int { created + updated + unchanged + refused }

    mutating func refuse(_ reasons: [RowFault]) {
        refused += 1
        faultsCount += reasons.count
        faults += reasons.prefix(Self.mostFaults - faults.count)
    }

    /// Counts the other in; the faults stay in the order of the rows.
    mutating func add(_ other: ImportReport) {
        created += other.created
        updated += other.updated
        unchanged += other.unchanged
        refused += other.refused
        faultsCount += other.faultsCount
        let isBehind = other.faults.first.map { $0.row < faults.last?.row ?? 0 } ?? false
        faults += other.faults
        if isBehind {
            faults = faults.enumerated().sorted { ($0.element.row, $0.offset) < ($1.element.row, $1.offset) }
                .map(\.element)
        }
        faults.removeLast(max(0, faults.count - Self.mostFaults))
    }
}

/// An import that keeps good rows came to an end before its last row. What the report counts was written.
public struct ImportCutShort: Error {
    public let report: ImportReport
    public let cause: any Error
}
