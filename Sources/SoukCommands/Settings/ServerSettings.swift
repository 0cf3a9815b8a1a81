import Catalogue
import NIOCore
import RESTKit
import SQLEngines
import SoukServer

extension Settings {
    /// Whether only this machine can reach the server.
    var isLoopback: Bool {
        if host == "localhost" { return true }
        guard let address = IPAddress(host) else { return false }
        return AddressRange.loopback.contains { $0.contains(address) }
    }

    /// The settings that the server needs. Throws when the open policy would be served to strangers without anybody
    /// having asked for it.
    func serverSettings(keys: KeyRing) throws(Failure) -> ServerSettings {
        let isAskedFor = source(of: SettingTable.access.line) != .standard
        guard access == .guarded || isLoopback || isAskedFor else {
            throw Failure(
                .configuration,
                "Under the open policy anybody may change the catalogue, and \(host) can be reached from other "
                    + "machines. Serve with --environment production or --access guarded, listen on 127.0.0.1, "
                    + "or ask for it: --access open.")
        }
        return ServerSettings(
            http: httpConfiguration(), catalogue: try catalogueSettings(), access: access,
            allowsOpenAccessFromAnywhere: isAskedFor, keys: keys, crossOrigin: CrossOrigin(origins: Set(corsOrigins)),
            requiresIfMatch: requireIfMatch, metricsToken: metricsToken, version: SoukVersion.current,
            dataFolder: dataFolder)
    }

    /// Where the signing keys are.
    func keySource() throws(Failure) -> KeySource {
        if !tokenKeys.isEmpty { return .given(tokenKeys.map(\.bytes)) }
        switch database.location {
        case .sqlite(let path): return .beside(database: path)
        case .postgres: return .database
        }
    }

    /// What this instance shows the others that share its database.
    func card(_ keys: KeyRing) -> InstanceCard {
        let alike = [
            "access=\(access.rawValue)", "registration=\(registration.rawValue)",
            "require-if-match=\(requireIfMatch)", "default-currency=\(defaultCurrency.code)",
        ]
        return InstanceCard(keyIDs: keys.ids, settings: alike.joined(separator: " "))
    }

    private func httpConfiguration() -> HTTPServer.Configuration {
        var http = HTTPServer.Configuration(address: .tcp(host: host, port: port))
        if let tlsCertificate, let tlsKey {
            http.tls = .init(certificatePath: tlsCertificate, keyPath: tlsKey)
        }
        http.trustedProxies = trustedProxies
        http.eventLoops = threads == 0 ? nil : threads
        http.limits.requestsInFlight = requestsInFlight
        http.timeouts.notice = .seconds(Int64(stopDelay))
        // Whoever stops Souk may count on its end within ten seconds after that.
        http.timeouts.drain = .seconds(8)
        return http
    }
}
