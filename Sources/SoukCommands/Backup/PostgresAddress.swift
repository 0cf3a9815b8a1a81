import PercentCoding
import SQLEngines

/// A PostgreSQL URL as the programs of PostgreSQL are given it: without the password, which everybody could read in the
/// list of processes.
struct PostgresAddress: Sendable, Equatable {
    let url: String
    /// nil when the URL has none; then libpq looks into PGPASSWORD and ~/.pgpass itself.
    let password: String?
    private let parts: Parts

    private struct Parts: Equatable {
        var user: String
        var place: String
        var parameters: [String]

        var url: String {
            "postgresql://" + user + place + (parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&"))
        }
    }

    /// Throws a ``Failure`` for a URL with a secret that the programs take from nowhere else.
    init(_ text: String) throws(Failure) {
        let url = PostgresURL(text)
        let hidden = url.parameters.first { $0.name == "password" }?.value
        let known = url.parameters.filter { $0.name != "password" }
        if let secret = known.first(where: \.isSecret) {
            throw Failure(
                .usage,
                "The database URL has \(secret.name), which PostgreSQL's programs would show to everybody on this machine. "
                    + "Use a key without a passphrase for backups.")
        }
        self.init(
            Parts(user: url.user.map { $0 + "@" } ?? "", place: url.place, parameters: known.map(\.text)),
            password: url.password.map { $0.percentDecoded ?? $0 } ?? hidden)
    }

    private init(_ parts: Parts, password: String?) {
        self.parts = parts
        self.password = password
        url = parts.url
    }

    /// The same server, another database.
    func database(_ name: String) -> PostgresAddress {
        var parts = parts
        parts.place = parts.place.prefix { $0 != "/" } + "/" + name
        parts.parameters.removeAll { PostgresURL.Parameter(text: $0).name == "dbname" }
        return PostgresAddress(parts, password: password)
    }

    /// What tells one database from another: what it says of itself, and the server as the URL names it, since a copy of a
    /// server says the same of itself. Two spellings of one server pass for two; then less is deleted.
    func name(of database: String?) -> String {
        guard let database else { return url }
        let hosts = parts.parameters.filter {
            ["host", "hostaddr", "port", "service"].contains(PostgresURL.Parameter(text: $0).name)
        }
        return ([database, "at", String(parts.place.prefix { $0 != "/" })] + hosts).joined(separator: " ")
    }

    /// A URL for an engine of ours, with the password.
    var engineURL: String {
        let secret = password.map(\.percentEncoded)
        var parts = parts
        if let secret { parts.parameters.append("password=" + secret) }
        return parts.url
    }
}
