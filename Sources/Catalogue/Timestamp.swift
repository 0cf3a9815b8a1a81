public import SQLEngines

/// A moment as microseconds since 1970-01-01T00:00:00Z; stored as `BIGINT`.
public struct Timestamp: Sendable, Hashable, Comparable {
    public let microseconds: Int64

    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    public static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

    public static func + (time: Self, duration: Duration) -> Self {
        let (seconds, attoseconds) = duration.components
        return Self(microseconds: time.microseconds + seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
    }

    public static func - (time: Self, duration: Duration) -> Self { time + (.zero - duration) }

    public static func - (later: Self, earlier: Self) -> Duration {
        .microseconds(later.microseconds - earlier.microseconds)
    }
}

extension Timestamp: SQLEncodable, SQLDecodable {
    public var sqlValue: SQLValue { .integer(microseconds) }

    public init(next row: inout Row) throws { microseconds = try row.integer() }
}

/// Where the time of day comes from. Passed in, so that tests can move it.
public struct WallClock: Sendable {
    private let read: @Sendable () -> Timestamp

    public init(_ read: @escaping @Sendable () -> Timestamp) {
        self.read = read
    }

    public func now() -> Timestamp { read() }
}
