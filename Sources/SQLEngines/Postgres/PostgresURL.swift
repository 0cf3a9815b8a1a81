import PercentCoding

/// The parts of a PostgreSQL URL, `postgres://USER:PASSWORD@HOST:PORT,HOST:PORT/DATABASE?NAME=VALUE&…`, as libpq takes it
/// apart: the user's part ends at an `@` before any `/`, and only behind it `?` begins the parameters. Nothing is checked:
/// that is libpq's to do.
public struct PostgresURL: Sendable, Equatable {
    private let scheme: Substring
    /// As it is spelt; nil when the URL names none.
    public let user: String?
    /// As it is spelt; nil when the URL has none before its `@`.
    public let password: String?
    /// `HOST:PORT,HOST:PORT/DATABASE`, as it is spelt.
    public let place: String
    public let parameters: [Parameter]

    /// One `NAME=VALUE`.
    public struct Parameter: Sendable, Equatable {
        /// As it is spelt.
        public let text: String

        public init(text: String) {
            self.text = text
        }

        /// Decoded, in lower case.
        public var name: String {
            let spelt = String(text.prefix { $0 != "=" })
            return (spelt.percentDecoded ?? spelt).lowercased()
        }

        /// Decoded.
        public var value: String {
            let spelt = String(text.dropFirst(text.prefix { $0 != "=" }.count + 1))
            return spelt.percentDecoded ?? spelt
        }

        /// Whether it is not to be shown: a password of any kind, or a name that cannot be read.
        public var isSecret: Bool { name.contains("password") || name.contains("%") }
    }

    public init(_ text: String) {
        let separator = text.firstRange(of: "://")
        scheme = separator.map { text[..<$0.lowerBound] } ?? ""
        let address = separator.map { text[$0.upperBound...] } ?? text[...]
        let (credentials, rest) = Self.split(address)
        let names = credentials?.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        user = names?.first
        password = names.flatMap { $0.count > 1 ? $0[1] : nil }
        let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        place = String(parts[0])
        parameters = parts.count > 1 ? parts[1].split(separator: "&").map { Parameter(text: String($0)) } : []
    }

    /// Without any password.
    public var shown: String {
        let name = user.map { $0 + (password == nil ? "@" : ":***@") } ?? ""
        let shown = parameters.map { parameter in
            parameter.isSecret ? "\(parameter.text.prefix { $0 != "=" })=***" : parameter.text
        }
        return scheme + "://" + name + place + (shown.isEmpty ? "" : "?" + shown.joined(separator: "&"))
    }

    /// A password that holds an `@` or a `/` as it is makes the URL a wrong one, which libpq says; it is not shown even so.
    private static func split(_ address: Substring) -> (credentials: Substring?, rest: Substring) {
        let isSpeltWell = address.first { $0 == "@" || $0 == "/" } == "@"
        let begin = isSpeltWell ? address.firstIndex(of: "@") : address.startIndex
        guard let begin else { return (nil, address) }
        let behind = address[begin...].prefix { isSpeltWell ? $0 != "/" && $0 != "?" : $0 != "?" }
        guard let last = behind.lastIndex(of: "@") else { return (nil, address) }
        return (address[..<last], address[address.index(after: last)...])
    }
}
