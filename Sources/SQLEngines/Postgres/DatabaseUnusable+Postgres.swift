extension DatabaseUnusable {
    /// Why the server at `url` could not be used, in the server's or libpq's own words.
    init(connecting error: any Error, to url: String) {
        let name = (try? EngineURL(url))?.description ?? "The PostgreSQL server"
        guard let refused = error as? PostgresConnector.Refused else {
            self.init("\(name) cannot be used: \(error).")
            return
        }
        self.init("\(name) cannot be used: \(refused.description).", mayPass: refused.mayPass)
    }
}
