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
}

/// What comes back: any number of `progress`, then one of the others.
enum AdministrationReply: Codable, Sendable, Equatable {
    /// So many of so many are done.
    case progress(done: Int, total: Int)
    /// It is done; lines for the person who asked.
    case done([String])
    /// It is not done; why, and how the command ends.
    case refused(sentence: String, exitCode: ExitStatus)

    init(_ failure: Failure) {
        self = .refused(sentence: failure.sentence, exitCode: failure.exitCode)
    }
}
