/// Another process holds the database.
public struct DatabaseInUse: Error, Sendable, Equatable, CustomStringConvertible {
    public let path: String
    /// The process that holds it, where it could be told.
    public let processID: Int?

    public init(path: String, processID: Int?) {
        self.path = path
        self.processID = processID
    }

    public var description: String {
        let holder = processID.map { "process \($0)" } ?? "another process"
        return "The database \(path) is in use by \(holder). Stop it first, or give this one a database of its own."
    }
}

/// The database cannot be opened, in a sentence for whoever started the program.
public struct DatabaseUnusable: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String
    /// Whether waiting may help: a server that is starting or not reachable.
    public let mayPass: Bool

    public init(_ sentence: String, mayPass: Bool = false) {
        description = sentence
        self.mayPass = mayPass
    }
}
