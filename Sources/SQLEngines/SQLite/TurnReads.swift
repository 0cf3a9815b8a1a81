import NIOCore
import NIOPosix
import Synchronization

/// How many commits there have been.
final class Commits: Sendable {
    private let number = Atomic<UInt64>(0)

    var count: UInt64 { number.load(ordering: .sequentiallyConsistent) }

    /// Called when a commit has returned, before anybody is told of it.
    func advance() {
        number.wrappingAdd(1, ordering: .sequentiallyConsistent)
    }
}

/// The reads that one turn of an event loop makes share a snapshot of the database, as long as nobody has committed
/// since it was taken. Beginning and ending one asks the kernel for two locks, under a mutex that all connections of the
/// process share; a turn of a busy loop answers a dozen requests.
///
/// Nothing that was acknowledged is missed: a commit is counted before anybody is told of it, and a snapshot is used only
/// while the count is the one from before it was taken. This process alone writes to the file. (A commit that nobody has
/// been told of yet, and that another connection sees already, may be hidden from a turn that has its snapshot.)
final class TurnReads: Sendable {
    private let readers: ReaderPool
    private let commits: Commits
    private let turns = Mutex<[Place]>([])

    /// A turn, for use on its loop's thread.
    struct Place: Sendable {
        fileprivate let loop: any EventLoop
        private let turn: NIOLoopBound<Turn>

        fileprivate init(_ turn: Turn, on loop: any EventLoop) {
            self.loop = loop
            self.turn = NIOLoopBound(turn, eventLoop: loop)
        }

        /// A connection with a snapshot that holds all that was committed before this call, to be returned by
        /// ``giveBack(isIntact:)``. nil while another read that has not come to its end holds it.
        func take() throws -> SQLiteReader? { try turn.value.take() }

        /// `isIntact`: whether the snapshot can serve another read. What has failed may have cost it.
        func giveBack(isIntact: Bool) {
            if loop.inEventLoop {
                turn.value.giveBack(isIntact: isIntact)
            } else {
                loop.execute { turn.value.giveBack(isIntact: isIntact) }
            }
        }
    }

    init(readers: ReaderPool, commits: Commits) {
        self.readers = readers
        self.commits = commits
    }

    /// The turn of the event loop whose thread this is; nil on any other thread.
    func current() -> Place? {
        guard let loop = MultiThreadedEventLoopGroup.currentEventLoop else { return nil }
        return turns.withLock { places in
            if let known = places.first(where: { $0.loop === loop }) { return known }
            let place = Place(Turn(readers: readers, commits: commits, loop: loop), on: loop)
            places.append(place)
            return place
        }
    }
}

/// One event loop's turn: the connection that it reads by, and whether that has its snapshot.
private final class Turn {
    private let readers: ReaderPool
    private let commits: Commits
    private let loop: any EventLoop
    private var reader: SQLiteReader?
    private var commitsSeen: UInt64 = 0
    private var isReading = false
    /// The turn was over while a read still held the snapshot.
    private var isOver = false

    init(readers: ReaderPool, commits: Commits, loop: any EventLoop) {
        self.readers = readers
        self.commits = commits
        self.loop = loop
    }

    func take() throws -> SQLiteReader? {
        if isReading { return nil }
        let count = commits.count
        if let reader, commitsSeen == count {
            isReading = true
            return reader
        }
        end()
        let reader = try readers.take()
        do {
            try reader.beginSnapshot()
        } catch {
            readers.giveBack(reader)
            throw error
        }
        endAfterTurn()
        self.reader = reader
        commitsSeen = count
        isReading = true
        return reader
    }

    func giveBack(isIntact: Bool) {
        isReading = false
        if !isIntact || isOver { end() }
    }

    /// What an event loop is given to do meanwhile it does when it has served the sockets that were ready.
    private func endAfterTurn() {
        let turn = NIOLoopBound(self, eventLoop: loop)
        loop.execute { turn.value.end() }
    }

    private func end() {
        isOver = isReading
        guard !isReading, let reader else { return }
        self.reader = nil
        reader.endSnapshot()
        readers.giveBack(reader)
    }
}
