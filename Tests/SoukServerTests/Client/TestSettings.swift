import Catalogue
import NIOCore
import RESTKit
import SoukServer

extension ServerSettings {
    /// As in production, but for a free port, a patient server, cheap password hashes and a known key.
    static var forTests: ServerSettings {
        get throws {
            let cost = try PasswordCost(memory: 64, passes: 1, lanes: 1)
            let accounts = AccountSettings(passwordCost: cost, hashParallelism: 2)
            let key = try KeyRing.Key(id: "test", secret: Array(repeating: 7, count: 32))
            var http = HTTPServer.Configuration(address: .tcp(host: "127.0.0.1", port: 0))
            // However late the client is on a busy machine, it sends its request and reads its answer.
            http.timeouts.head = .seconds(60)
            http.timeouts.lingering = .seconds(30)
            return ServerSettings(
                http: http,
                catalogue: CatalogueSettings(defaultCurrency: try Currency("USD"), accounts: accounts),
                access: .open, keys: try KeyRing(current: key))
        }
    }
}
