import FoundationEssentials

/// PostgreSQL's own programs (`pg_dump`, `pg_restore`, `createdb`, `dropdb`, `psql`), of a version that knows the server.
struct PostgresPrograms: Sendable {
    private static let names = ["pg_dump", "pg_restore", "createdb", "dropdb", "psql"]

    private let folder: String
    private let environment: [String: String]

    /// Looks in `PATH` and where Debian keeps each version's, and takes the oldest that are as new as the server or newer:
    /// what a newer one writes may say more than the server understands. Throws a ``Failure`` that names the package to
    /// install.
    init(
        server: Int, _ address: PostgresAddress, _ surroundings: Surroundings, debian: String = "/usr/lib/postgresql"
    ) async throws {
        var environment = surroundings.environment
        environment["PGPASSWORD"] = address.password ?? environment["PGPASSWORD"]
        environment["LC_ALL"] = "C"
        self.environment = environment
        var versions: [(version: Int, folder: String)] = []
        for folder in Self.folders(surroundings.environment, debian) {
            versions.append((try await Self.version(in: folder, environment), folder))
        }
        if let best = versions.filter({ $0.version >= server }).min(by: { $0.version < $1.version }) {
            folder = best.folder
            return
        }
        let newest = versions.map(\.version).max() ?? 0
        let found =
            newest == 0
            ? "PostgreSQL's programs are not installed, or not all of them"
            : "pg_dump \(newest) is older than what it would work on"
        throw Failure(
            .unavailable,
            "\(found). PostgreSQL \(server) needs those of its version, on Debian or Ubuntu: apt install postgresql-client-\(server)"
        )
    }

    func callAsFunction(_ name: String) -> ChildProgram {
        ChildProgram(path: folder + "/" + name, environment: environment)
    }

    private static func folders(_ environment: [String: String], _ debian: String) -> [String] {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: debian)) ?? []
        let own = versions.compactMap(Int.init).sorted(by: >).map { "\(debian)/\($0)/bin" }
        let path = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return (path + own).filter { folder in
            Self.names.allSatisfy { FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)") }
        }
    }

    /// `pg_dump (PostgreSQL) 15.18 (Debian …)` is 15; 0 when it does not say.
    private static func version(in folder: String, _ environment: [String: String]) async throws -> Int {
        let line = try? await ChildProgram(path: folder + "/pg_dump", environment: environment).run(["--version"])
        try Task.checkCancellation()
        let number = line?.split(separator: " ").first { $0.first?.isNumber == true }
        return number.flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
    }
}
