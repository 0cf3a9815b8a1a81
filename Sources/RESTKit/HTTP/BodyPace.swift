import NIOCore

/// How a request's body has to come. A small one is there in time, or not: however busily it trickles. A large one may take
/// as long as a slow line needs, while it keeps coming.
struct BodyPace {
    private let end: NIODeadline
    private let window: TimeAmount
    /// Bytes that have to come in each window.
    private let least: Int
    private var received = 0
    /// When to look at it next.
    private(set) var deadline: NIODeadline

    /// `limit`: bytes that the application takes. `timeLeft`: for the whole request, as far as it is a small one.
    init(upTo limit: Int, within timeLeft: TimeAmount, loop: ServingLoop) {
        let now = NIODeadline.now()
        deadline = now + timeLeft
        end = limit > loop.limits.smallBody ? now + loop.timeouts.upload : deadline
        window = loop.timeouts.uploadWindow
        least = loop.limits.uploadBytes
    }

    /// Whether the time is over, once ``deadline`` has passed with so many bytes received; if not, there is a new one.
    mutating func isOver(with bytes: Int, at now: NIODeadline) -> Bool {
        if now >= end || bytes - received < least { return true }
        received = bytes
        deadline = min(now + window, end)
        return false
    }
}
