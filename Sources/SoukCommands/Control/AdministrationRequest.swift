import Catalogue

/// What a command asks of an installation: of the server that runs it, over its control socket, or of the database
/// itself when no server does.
enum AdministrationRequest: Codable, Sendable {
    case createUser(email: String, password: String, role: String)
    case listUsers
    case setRole(email: String, role: String)
    case setPassword(email: String, password: String)
    case setDisabled(email: String, isDisabled: Bool)
    case deleteUser(email: String)
    case rotateKey
    case listKeys
    case seedDemo
    case seedItems(count: Int, stores: Int)
    case createBackup(folder: String, keep: Int?)
    /// The file is sent before the reply.
    case exportItems(ExportOrder)
    /// The file is awaited once ``AdministrationReply/ready`` was said.
    case importItems(ImportOrder)
}

extension AdministrationRequest {
    /// Whether it makes sense on a database that is not there yet. What only looks or changes would find nothing there,
    /// and a mistyped path would leave a new database and a new key behind.
    var mayBegin: Bool {
        switch self {
        case .createUser, .seedDemo, .seedItems: true
        case .listUsers, .setRole, .setPassword, .setDisabled, .deleteUser, .rotateKey, .listKeys, .createBackup,
            .exportItems, .importItems:
            false
        }
    }

    /// Whether a file is to follow it.
    var takesFile: Bool { if case .importItems = self { true } else { false } }

    /// What is done and to whom, for the log. Never a password.
    var name: String {
        switch self {
        case .createUser(let email, _, let role): "create user \(email) as \(role)"
        case .listUsers: "list users"
        case .setRole(let email, let role): "make \(email) \(role)"
        case .setPassword(let email, _): "set the password of \(email)"
        case .setDisabled(let email, let isDisabled): "\(isDisabled ? "disable" : "enable") \(email)"
        case .deleteUser(let email): "delete user \(email)"
        case .rotateKey: "rotate the signing key"
        case .listKeys: "list keys"
        case .seedDemo: "seed the demo"
        case .seedItems(let count, let stores): "seed \(count) items in \(stores) stores"
        case .createBackup(let folder, _): "back up into \(folder)"
        case .exportItems: "export items"
        case .importItems(let order): order.isDryRun ? "try an import of items" : "import items"
        }
    }
}

/// What comes back: any number of `progress`, then one of the others; for an import one `ready` before.
enum AdministrationReply: Codable, Sendable, Equatable {
    /// The file may be sent now.
    case ready
    /// So many of so many are done.
    case progress(done: Int, total: Int)
    /// It is done; lines for the person who asked.
    case done([String])
    /// What came of an import, good or bad.
    case imported(ImportReport)
    /// It is not done; why, and how the command ends.
    case refused(sentence: String, exitCode: ExitStatus)

    /// One word or sentence for the log.
    var outcome: String {
        switch self {
        case .ready, .progress: "begun"
        case .done: "done"
        case .imported(let report): ImportText.counts(report)
        case .refused(let sentence, _): sentence
        }
    }

    init(_ failure: Failure) {
        self = .refused(sentence: failure.sentence, exitCode: failure.exitCode)
    }
}
