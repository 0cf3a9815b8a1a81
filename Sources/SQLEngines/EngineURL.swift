import FoundationEssentials
public import NIOCore
import NIOPosix

/// Where a database is, as one line of text: `sqlite:PATH` (`sqlite:data/souk.sqlite`, `sqlite:/srv/souk.sqlite`,
/// `sqlite:///srv/souk.sqlite`) or `postgres://USER:PASSWORD@HOST/DATABASE`, as libpq reads it: several hosts and
/// parameters included.
///
/// The path is taken as it stands, without percent-decoding. A description never shows a password.
public struct EngineURL: Sendable, Equatable, CustomStringConvertible {
    public enum Location: Sendable, Equatable {
        case sqlite(path: String)
        case postgres(url: String)
    }

    public let location: Location

    /// Throws ``DatabaseUnusable`` with a sentence that names what is understood.
    public init(_ text: String) throws {
        let (scheme, rest) = Self.split(text)
        switch scheme {
        case "sqlite": location = .sqlite(path: try Self.path(rest))
        case "postgres", "postgresql": location = .postgres(url: text)
        default:
            throw DatabaseUnusable(
                "The database URL names no engine that Souk knows. Write sqlite:PATH or postgres://USER@HOST/DATABASE.")
        }
    }

    /// Opens the database. Throws ``DatabaseInUse`` when another process holds it, and ``DatabaseUnusable`` when it
    /// cannot be opened. `group` has the event loops that PostgreSQL's connections live on: best those that ask.
    public func open(
        sqlite: SQLiteOptions = SQLiteOptions(), postgres: PostgresOptions = PostgresOptions(),
        on group: (any EventLoopGroup)? = nil
    ) async throws -> any Engine {
        switch location {
        case .sqlite(let path): try await SQLiteEngine.open(path: path, options: sqlite)
        case .postgres(let url):
            try await PostgresEngine.open(
                url: url, options: postgres, group: group ?? MultiThreadedEventLoopGroup.singleton)
        }
    }

    /// The database file that opening would make anew; nil when it is there already, or is no file.
    public var missingFile: String? {
        guard case .sqlite(let path) = location, !FileManager.default.fileExists(atPath: path) else { return nil }
        return path
    }

    public var description: String {
        switch location {
        case .sqlite(let path): "sqlite:\(path)"
        case .postgres(let url): PostgresURL(url).shown
        }
    }
}

extension EngineURL {
    /// The scheme in lower case, and what follows its colon.
    private static func split(_ text: String) -> (scheme: String, rest: Substring) {
        guard let colon = text.firstIndex(of: ":") else { return ("", "") }
        return (text[..<colon].lowercased(), text[text.index(after: colon)...])
    }

    private static func path(_ rest: Substring) throws -> String {
        guard rest.hasPrefix("//") else {
            if rest.isEmpty { throw DatabaseUnusable("sqlite: needs a path, as in sqlite:data/souk.sqlite.") }
            return String(rest)
        }
        let path = rest.dropFirst(2)
        guard path.hasPrefix("/") else {
            throw DatabaseUnusable("sqlite:\(rest) names a host. Write sqlite:\(path) for a path from here.")
        }
        return String(path)
    }
}
