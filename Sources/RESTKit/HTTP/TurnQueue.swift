import NIOCore

/// Begins what comes in its order: its share of a turn at once (``TurnShare``), and the rest, a share at a time, each time that
/// the loop has looked at its sockets. It belongs to the loop's thread.
final class TurnQueue {
    private let socketTurn: SocketTurn
    private var share: TurnShare
    private var waiting = CircularBuffer<() -> Void>()
    private var awaitsTurn = false

    init(_ socketTurn: SocketTurn, share: TurnShare = TurnShare()) {
        self.socketTurn = socketTurn
        self.share = share
    }

    func begin(_ act: @escaping () -> Void) {
        if takesTurn() { act() } else { wait(act) }
    }

    /// Whether something may begin at once. If not, it has to ``wait(_:)``.
    func takesTurn() -> Bool {
        waiting.isEmpty && share.take(at: .now())
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

    private func awaitTurn() {
        guard !awaitsTurn else { return }
        awaitsTurn = true
        socketTurn.wait { [self] in
            awaitsTurn = false
            share.renew()
            while !waiting.isEmpty, share.take(at: .now()) { waiting.removeFirst()() }
            if !waiting.isEmpty { awaitTurn() }
        }
    }
}
