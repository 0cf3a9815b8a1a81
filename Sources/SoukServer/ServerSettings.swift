public import Catalogue
public import RESTKit

/// What whoever runs the server decides. Plain values: where they come from is the command line's affair.
public struct ServerSettings: Sendable {
    /// Address, limits, timeouts, TLS, trusted proxies.
    public var http: HTTPServer.Configuration
    /// The default currency, and what accounts may do and cost.
    public var catalogue: CatalogueSettings
    /// Which column of the route table is in force.
    public var access: AccessPolicy
    /// Whether the open policy may be served beyond this machine: somebody has asked for just that.
    public var allowsOpenAccessFromAnywhere: Bool
    /// The secrets that sign tokens and cursors.
    public var keys: KeyRing
    /// Which other sites' pages may call the API.
    public var crossOrigin: CrossOrigin
    /// Whether a change without `If-Match` is refused (428).
    public var requiresIfMatch: Bool
    /// Who bears it may read `/metrics` from anywhere; nil: only this machine may, and only under the open policy.
    public var metricsToken: String?
    /// The program's version, for the contract's `info.version`; never in a header.
    public var version: String
    /// The folder of everything that must last, whose disk is watched; nil for none.
    public var dataFolder: String?

    public init(
        http: HTTPServer.Configuration = HTTPServer.Configuration(), catalogue: CatalogueSettings,
        access: AccessPolicy, allowsOpenAccessFromAnywhere: Bool = false, keys: KeyRing,
        crossOrigin: CrossOrigin = .off, requiresIfMatch: Bool = false, metricsToken: String? = nil,
        version: String = "0.1.0", dataFolder: String? = nil
    ) {
        self.http = http
        self.catalogue = catalogue
        self.access = access
        self.allowsOpenAccessFromAnywhere = allowsOpenAccessFromAnywhere
        self.keys = keys
        self.crossOrigin = crossOrigin
        self.requiresIfMatch = requiresIfMatch
        self.metricsToken = metricsToken
        self.version = version
        self.dataFolder = dataFolder
    }

    /// Whether strangers may change the catalogue.
    var isOpenToAll: Bool { access == .open && !http.address.isLoopback }

    /// Throws ``UnsafeSettings`` for what would open the shop to strangers without anybody having asked for it.
    func check() throws(UnsafeSettings) {
        guard isOpenToAll, !allowsOpenAccessFromAnywhere else { return }
        throw UnsafeSettings(
            """
            The open access policy lets anybody change the catalogue, and this address can be reached from other \
            machines. Serve the guarded policy, listen on 127.0.0.1, or ask for it: --access open.
            """)
    }
}

/// Settings that are refused, with a sentence for the operator.
public struct UnsafeSettings: Error, Equatable, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension HTTPServer.Configuration.Address {
    /// Whether only this machine can reach it.
    var isLoopback: Bool {
        switch self {
        case .unix: true
        case .tcp(host: "localhost", port: _): true
        case .tcp(let host, port: _):
            IPAddress(host).map { address in AddressRange.loopback.contains { $0.contains(address) } } ?? false
        }
    }
}
