import RESTKit

/// How items are written into files and read from them.
public enum ItemFormat: String, Sendable, CaseIterable, Codable {
    /// RFC 4180, the first line with the columns' names.
    case csv
    /// A JSON object on each line.
    case ndjson

    var mediaType: MediaType {
        switch self {
        case .csv: MediaType("text/csv", "header=present")
        case .ndjson: MediaType("application/x-ndjson")
        }
    }

    /// By a file's name; nil when that does not say.
    public init?(fileName: String) {
        guard let dot = fileName.lastIndex(of: ".") else { return nil }
        switch fileName[fileName.index(after: dot)...].lowercased() {
        case "csv": self = .csv
        case "ndjson", "jsonl": self = .ndjson
        default: return nil
        }
    }
}

/// What makes a file useless as a whole, and on which line.
public struct ItemFileFault: Error, Sendable, Equatable {
    /// From 1.
    public let line: Int
    /// A sentence without its beginning and its full stop: `a cell in quotes does not end`.
    public let reason: String

    public init(line: Int, _ reason: String) {
        self.line = line
        self.reason = reason
    }
}
