import NIOCore

/// Begins what comes in its order: its share of a turn at once (``TurnShare``), and the rest, a share at a time, each time that
/// the loop has looked at its sockets. It belongs to the loop's thread.
///
/// What begins may only be put into another queue, and costs nothing of the share there. So a queue can stand behind that one:
/// while anybody waits there, a share is one request, and nobody is behind all that a single connection has.
final class TurnQueue {
    private let socketTurn: SocketTurn
    private let next: TurnQueue?
    private var share: TurnShare
    private var waiting = CircularBuffer<() -> Void>()
    private var awaitsTurn = false

    init(_ socketTurn: SocketTurn, share: TurnShare = TurnShare(), behind next: TurnQueue? = nil) {
        self.socketTurn = socketTurn
        self.next = next
        self.share = share
    }

    func begin(_ act: @escaping () -> Void) {
        if takesTurn() { act() } else { wait(act) }
    }

    /// Whether something may begin at once. If not, it has to ``wait(_:)``.
    func takesTurn() -> Bool {
        waiting.isEmpty && takesShare()
    }

    /// `act` is called when its turn has come.
    func wait(_ act: @escaping () -> Void) {
        waiting.append(act)
        awaitTurn()
    }

    /// The loop has looked at its sockets.
    func renew() {
        if waiting.isEmpty { share.renew() }
    }

    func removeAll() {
        waiting.removeAll()
    }

    private func takesShare() -> Bool {
        (share.isWhole || next?.waiting.isEmpty ?? true) && share.take(at: .now())
    }

    private func awaitTurn() {
        guard !awaitsTurn else { return }
        awaitsTurn = true
        socketTurn.wait { [self] in
            awaitsTurn = false
            share.renew()
            while !waiting.isEmpty, takesShare() { waiting.removeFirst()() }
            if !waiting.isEmpty { awaitTurn() }
        }
    }
}
