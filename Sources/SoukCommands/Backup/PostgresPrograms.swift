import Foundation

/// PostgreSQL's own programs (`pg_dump`, `pg_restore`, `createdb`, `dropdb`, `psql`), of a version that knows the server.
struct PostgresPrograms: Sendable {
    private let folder: String
    private let environment: [String: String]

    /// Looks in `PATH` and where Debian keeps each version's, and takes the first that are as new as the server or newer.
    /// Throws a ``Failure`` that names the package to install.
    init(server: Int, _ address: PostgresAddress, _ surroundings: Surroundings) async throws {
        var environment = surroundings.environment
        environment["PGPASSWORD"] = address.password ?? environment["PGPASSWORD"]
        environment["LC_ALL"] = "C"
        self.environment = environment
        var newest = 0
        for folder in Self.folders(surroundings.environment) {
            let version = try await Self.version(in: folder, environment)
            if version >= server {
                self.folder = folder
                return
            }
            newest = max(newest, version)
        }
        let found = newest == 0 ? "pg_dump is not installed" : "pg_dump \(newest) is older than the server"
        throw Failure(
            .unavailable,
            "\(found), which is PostgreSQL \(server). On Debian or Ubuntu: apt install postgresql-client-\(server)")
    }

    func callAsFunction(_ name: String) -> ChildProgram {
        ChildProgram(path: folder + "/" + name, environment: environment)
    }

    private static func folders(_ environment: [String: String]) -> [String] {
        let debian = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: debian)) ?? []
        let own = versions.compactMap(Int.init).sorted(by: >).map { "\(debian)/\($0)/bin" }
        let path = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return (path + own).filter { FileManager.default.isExecutableFile(atPath: $0 + "/pg_dump") }
    }

    /// `pg_dump (PostgreSQL) 15.18 (Debian …)` is 15; 0 when it does not say.
    private static func version(in folder: String, _ environment: [String: String]) async throws -> Int {
        let line = try? await ChildProgram(path: folder + "/pg_dump", environment: environment).run(["--version"])
        try Task.checkCancellation()
        let number = line?.split(separator: " ").first { $0.first?.isNumber == true }
        return number.flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
    }
}
