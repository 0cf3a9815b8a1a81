import RESTKit
import SQLEngines

/// What `souk serve` says in a terminal once it answers: where, what, for whom, and what to do next.
struct Banner: Sendable {
    let settings: Settings
    /// The admin that was just made for the demo, with the password that is shown this once.
    let newcomer: Newcomer?
    /// Where the first admin is made, when there is none.
    let welcome: String?

    func text(port: Int) -> String {
        let address = address(port: port)
        var rows = [
            ("address", address), ("database", settings.database.description),
            ("access", "\(settings.access.rawValue) (\(settings.environment.rawValue))"),
        ]
        if let newcomer { rows.append(("sign in", "\(newcomer.email)  \(newcomer.password)  (shown only now)")) }
        if let welcome { rows.append(("first", "make the first admin, within the hour: \(address)\(welcome)")) }
        rows.append(("panel", "\(address)/admin"))
        rows.append(("next", "open \(address) in a browser, or: curl \(address)/store"))
        let lines = rows.map { name, value in
            "  \(name)\(String(repeating: " ", count: 9 - name.count)) \(value)"
        }
        return "\n  Souk is open.\n\n" + lines.joined(separator: "\n") + "\n\n  Control-C closes it.\n"
    }

    private func address(port: Int) -> String {
        let scheme = settings.tlsCertificate == nil ? "http" : "https"
        let host =
            switch settings.host {
            case "0.0.0.0", "::": "localhost"
            case let host where host.contains(":"): "[\(host)]"
            case let host: host
            }
        return "\(scheme)://\(host):\(port)"
    }
}
