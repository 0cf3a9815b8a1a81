/// What comes from those who share a database.
public enum Announcement: Sendable, Equatable {
    case message(String)
    /// The connection is new: messages may have been missed before it.
    case gap
}

/// A connection that hears what is announced.
public protocol AnnouncementListener: Sendable {
    /// Runs one statement by itself on the listener's connection, and returns how many rows it answered or changed.
    ///
    /// Whatever was announced by writes that were durable when this was called has been heard when it returns. Makes a
    /// lost connection anew, which is heard as ``Announcement/gap``. Throws ``EngineError/unavailable`` when it cannot.
    @discardableResult
    func run(_ sql: SQL) async throws -> Int

    /// Hears no more.
    func close() async
}
