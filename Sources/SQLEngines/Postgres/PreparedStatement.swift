/// A statement that one connection has prepared, known to the server by its name.
final class PreparedStatement: KeptStatement {
    let name: String
    var lastUse: UInt64 = 0

    init(name: String) {
        self.name = name
    }
}
