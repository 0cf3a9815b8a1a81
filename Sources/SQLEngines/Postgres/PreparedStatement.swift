/// A statement that one connection has prepared, known to the server by its name.
final class PreparedStatement: KeptStatement {
    let name: String
    var lastUse: UInt64 = 0
    /// Why the server does not have it: told to those who sent it before that was known.
    var refusal: (any Error)?

    init(name: String) {
        self.name = name
    }
}
