import Foundation

/// A PostgreSQL URL as the programs of PostgreSQL are given it: without the password, which everybody could read in the
/// list of processes.
struct PostgresAddress: Sendable, Equatable {
    let url: String
    /// nil when the URL has none; then libpq looks into PGPASSWORD and ~/.pgpass itself.
    let password: String?

    /// Takes a URL of libpq's form: `postgres://USER:PASSWORD@HOST:PORT,HOST:PORT/DATABASE?NAME=VALUE`.
    init(_ text: String) {
        let (front, parameters) = Self.split(text)
        let hidden = parameters.first { $0.lowercased().hasPrefix("password=") }?.dropFirst("password=".count)
        let (user, rest) = Self.user(of: front)
        let parts = user?.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false) ?? []
        password = (parts.count > 1 ? parts[1] : hidden).flatMap { String($0).removingPercentEncoding }
        let name = parts.first.map { $0 + "@" } ?? ""
        let kept = parameters.filter { !$0.lowercased().hasPrefix("password=") }
        url = Self.joined("postgresql://" + name + rest, kept)
    }

    private init(url: String, password: String?) {
        (self.url, self.password) = (url, password)
    }

    /// The same server, another database.
    func database(_ name: String) -> PostgresAddress {
        let (front, parameters) = Self.split(url)
        let server = front.dropFirst("postgresql://".count).prefix { $0 != "/" }
        let kept = parameters.filter { !$0.lowercased().hasPrefix("dbname=") }
        return PostgresAddress(url: Self.joined("postgresql://\(server)/\(name)", kept), password: password)
    }

    /// A URL for an engine of ours, with the password, by which its connections are known as those of `program`.
    func engineURL(for program: String) -> String {
        let (front, parameters) = Self.split(url)
        let kept = parameters.filter { !$0.lowercased().hasPrefix("application_name=") }
        let secret = password.flatMap { $0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) }
        return Self.joined(front, kept + ["application_name=\(program)"] + (secret.map { ["password=\($0)"] } ?? []))
    }

    private static func split(_ text: String) -> (front: String, parameters: [String]) {
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return (parts[0], parts.count > 1 ? parts[1].split(separator: "&").map(String.init) : [])
    }

    /// What stands before the last `@` of the servers' part, and what follows it.
    private static func user(of front: String) -> (user: Substring?, rest: String) {
        let address = front.firstRange(of: "://").map { front[$0.upperBound...] } ?? front[...]
        guard let at = address.lastIndex(of: "@") else { return (nil, String(address)) }
        return (address[..<at], String(address[address.index(after: at)...]))
    }

    private static func joined(_ front: String, _ parameters: [String]) -> String {
        parameters.isEmpty ? front : front + "?" + parameters.joined(separator: "&")
    }
}
