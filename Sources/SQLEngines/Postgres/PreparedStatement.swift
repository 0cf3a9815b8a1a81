/// A statement that one connection has prepared, known to the server by its name.
final class PreparedStatement: KeptStatement {
    let name: String
    var lastUse: UInt64 = 0
    /// Why the server does not have it, and in which segment it would have been prepared: told to those who sent it there
    /// before that was known. Who did so later may belong to another transaction, and prepares it again.
    var refusal: (reason: any Error, segment: UInt64)?

    init(name: String) {
        self.name = name
    }
}
