/// The writes that share one transaction and one commit.
///
/// They run without savepoints, inside which SQLite copies every page before it is changed: a write that fails and may have
/// changed something takes the whole transaction with it, and its group runs again with a savepoint for each (``Savepoints``).
///
/// SQLite gives up the whole transaction, not the one statement, when a statement runs out of time or room. Then the
/// write that caused it fails alone, and the others of its group run again in a new transaction.
struct WriteGroup {
    private static let begin: SQL = "BEGIN IMMEDIATE"
    private static let savepoint: SQL = "SAVEPOINT one_write"
    private static let release: SQL = "RELEASE one_write"
    private static let end: SQL = "COMMIT"

    let connection: SQLiteConnection
    let queue: WriteQueue
    let options: SQLiteOptions
    let commits: Commits
    private(set) var savepoints: Savepoints
    /// Writes of the group that are still to be begun. They stay in the queue, which answers those that wait too long.
    private var waiting: Int
    /// Writes to run again, the next one last.
    private var ahead: [any PendingWrite] = []
    /// Writes that have run in the open transaction, each with the error that its body threw.
    private var finished: [(write: any PendingWrite, error: (any Error)?)] = []
    private let began = ContinuousClock.now
    /// Whether any of the group found no room on the disk.
    private(set) var ranOutOfRoom = false

    /// The group of those that wait in `queue` at this moment.
    init(
        connection: SQLiteConnection, queue: WriteQueue, options: SQLiteOptions, savepoints: Savepoints,
        commits: Commits
    ) {
        self.connection = connection
        self.queue = queue
        waiting = min(queue.count, options.groupLimit)
        self.options = options
        self.savepoints = savepoints
        self.commits = commits
    }

    /// Runs the writes, and what comes meanwhile, commits, and answers them all.
    ///
    /// No write is told of success before the commit has returned, and none is told of a refusal either that rests
    /// on another write which may yet come to nothing.
    mutating func run() {
        do {
            try connection.checkPlace()
            try connection.run(Self.begin)
            while let write = next() {
                try setApart(write)
                try runOne(write)
                try setApart(write)
            }
            try commit()
        } catch {
            abandon(error)
        }
    }

    private mutating func next() -> (any PendingWrite)? {
        if let write = ahead.popLast() { return write }
        if waiting == 0, finished.count < options.groupLimit,
            ContinuousClock.now - began < options.groupDuration
        {
            waiting = min(queue.count, options.groupLimit - finished.count)
        }
        return takeWaiting()
    }

    private mutating func takeWaiting() -> (any PendingWrite)? {
        let write = waiting > 0 ? queue.take() : nil
        waiting = write == nil ? 0 : waiting - 1
        return write
    }

    /// A write without a limit, which may be large, shares its transaction with no other: inside a savepoint it would be
    /// slow, and others would be slow behind it.
    private mutating func setApart(_ write: any PendingWrite) throws {
        guard write.limit == nil, !finished.isEmpty else { return }
        let hasRun = finished.last?.write === write
        if !hasRun { ahead.append(write) }
        try commit()
        try connection.run(Self.begin)
        if !hasRun { ahead.removeLast() }
    }

    private mutating func runOne(_ write: any PendingWrite) throws {
        let start = ContinuousClock.now
        let waited = start - write.submitted
        if waited > options.writeWait { return write.settle(EngineError.timedOut) }
        // The first has the transaction to itself.
        let inSavepoint = savepoints.areNeeded && !finished.isEmpty
        let error = inSavepoint ? attemptInSavepoint(write) : attempt(write)
        note(error)
        options.observer?.wrote(waiting: waited, running: ContinuousClock.now - start)
        let isUndone = inSavepoint || error == nil || !connection.mayHaveChanged
        // What has run out of time must not take as long again.
        if !isUndone, connection.deadline.hit != nil { connection.rollBack() }
        if connection.isOutsideTransaction {
            write.settle(error ?? EngineError.failed(code: 0, message: "the transaction was lost"))
            try beginAgain()
        } else if isUndone {
            savepoints.passed()
            finished.append((write, error))
        } else {
            try undoAll(with: write, error)
        }
    }

    /// Undoes the transaction for one write that failed. What that refusal rests on may come to nothing, so it runs again as
    /// the others do, unless it was the first.
    private mutating func undoAll(with write: any PendingWrite, _ error: (any Error)?) throws {
        connection.rollBack()
        if finished.isEmpty {
            write.settle(error)
        } else {
            savepoints.need()
            ahead.append(write)
        }
        try beginAgain()
    }

    /// Runs a write, keeps what it did or undoes it, and returns why it failed.
    private func attemptInSavepoint(_ write: any PendingWrite) -> (any Error)? {
        do {
            try connection.run(Self.savepoint)
            if let error = attempt(write) { throw error }
            try connection.run(Self.release)
            return nil
        } catch {
            undo()
            return error
        }
    }

    private func attempt(_ write: any PendingWrite) -> (any Error)? {
        let session = SQLiteWriteSession(connection)
        connection.mayHaveChanged = false
        connection.deadline.start(limit: write.limit)
        defer { connection.deadline.stop() }
        if let error = write.attempt(in: session) ?? session.spoilt { return error }
        return connection.hasBrokenForeignKeys ? connection.brokenForeignKey() : nil
    }

    /// Undoes the write's savepoint. Where even that fails nothing of the transaction can be trusted.
    private func undo() {
        if connection.isOutsideTransaction { return }
        do {
            try connection.run("ROLLBACK TO one_write")
            try connection.run(Self.release)
        } catch {
            connection.rollBack()
        }
    }

    private mutating func beginAgain() throws {
        ahead += finished.reversed().map(\.write)
        finished = []
        try connection.run(Self.begin)
    }

    private mutating func commit() throws {
        let start = ContinuousClock.now
        let result = Result { try connection.run(Self.end) }
        // Counted also when it failed: nobody can be sure that nothing was kept.
        commits.advance()
        _ = try result.get()
        let kept = finished.count { $0.error == nil }
        if kept > 0 { options.observer?.committed(writes: kept, took: ContinuousClock.now - start) }
        for (write, error) in finished { write.settle(error) }
        finished = []
    }

    /// Nothing of the group is kept, as far as anybody can tell: all of it fails.
    private mutating func abandon(_ error: any Error) {
        connection.rollBack()
        note(error)
        for (write, _) in finished { write.settle(error) }
        for write in ahead { write.settle(error) }
        while let write = takeWaiting() { write.settle(error) }
    }

    private mutating func note(_ error: (any Error)?) {
        if error as? EngineError == .storageFull { ranOutOfRoom = true }
    }
}
