extension SQLiteEngine {
    /// Copies the database as it stands at one moment into a new file, while everybody goes on reading and writing.
    ///
    /// `look` reads that same moment, for what shall be known of the copy; `progress` is told of pages. The file is
    /// whole by itself, but not yet synced to the disk; after an error it is of no use. Throws `CancellationError` when
    /// the task is cancelled.
    public func copy<Value: Sendable>(
        to path: String, progress: @escaping @Sendable (_ done: Int, _ total: Int) async -> Void,
        looking look: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value {
        try await readApart { reader in
            let value = try await look(reader)
            try await reader.copy(to: path, progress)
            return value
        }
    }
}
