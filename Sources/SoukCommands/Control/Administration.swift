import Catalogue

/// Does what commands ask. The same for a running server and for a command alone with the database.
struct Administration: Sendable {
    /// How much has been done of how much.
    typealias Progress = @Sendable (_ done: Int, _ total: Int) async -> Void

    let catalogue: Catalogue
    /// The keys, for those commands alone that are about them.
    let keys: @Sendable () async throws -> KeyAdministration
    let backups: BackupAdministration

    /// Never throws: a refusal is a reply too.
    func perform(
        _ request: AdministrationRequest, files: RequestFiles = .none, progress: @escaping Progress
    ) async -> AdministrationReply {
        do {
            if case .importItems(let order) = request {
                let items = ItemAdministration(catalogue: catalogue)
                return .imported(try await items.take(order, from: files.upload, progress))
            }
            return .done(try await lines(for: request, files: files, progress: progress))
        } catch {
            return AdministrationReply(Failure(explaining: error))
        }
    }

    private func lines(
        for request: AdministrationRequest, files: RequestFiles, progress: @escaping Progress
    ) async throws -> [String] {
        let users = UserAdministration(users: catalogue.users)
        switch request {
        case .createUser(let email, let password, let role):
            return try await users.create(email, password: password, role: role)
        case .listUsers:
            return try await users.list()
        case .setRole(let email, let role):
            return try await users.setRole(role, of: email)
        case .setPassword(let email, let password):
            return try await users.setPassword(password, of: email)
        case .setDisabled(let email, let isDisabled):
            return try await users.setDisabled(isDisabled, email)
        case .deleteUser(let email):
            return try await users.delete(email)
        case .rotateKey:
            return try await keys().rotate()
        case .listKeys:
            return try await keys().list()
        case .seedDemo:
            return try await DemoSeeding(catalogue: catalogue).run(progress: progress)
        case .seedItems(let count, let stores):
            return try await BulkSeeding(catalogue: catalogue, items: count, stores: stores).run(progress: progress)
        case .createBackup(let folder, let keep):
            return try await backups.create(in: folder, keep: keep, progress)
        case .exportItems(let order):
            return try await ItemAdministration(catalogue: catalogue).send(order, files.send, progress)
        case .importItems:
            throw Failure(.software, "An import has no lines.")
        }
    }
}
