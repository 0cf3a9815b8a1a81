import Synchronization

/// One line of a terminal that shows how far something is: `[██████░░░░]  62%  620,000 of 1,000,000  41,200/s  9 s left`.
final class ProgressBar: Sendable {
    private static let width = 30
    private let terminal: Terminal
    private let label: String
    private let started = ContinuousClock.now
    private let lastShown: Mutex<ContinuousClock.Instant?> = Mutex(nil)

    /// The bar stands behind `label`, if there is one.
    init(_ terminal: Terminal, label: String = "") {
        self.terminal = terminal
        self.label = label
    }

    /// Draws the bar anew, ten times a second at most. Nothing where nobody looks.
    func show(_ done: Int, of total: Int) {
        guard terminal.errorIsTerminal, total > 0 else { return }
        let now = ContinuousClock.now
        let isDue = lastShown.withLock { last in
            if let shown = last, now - shown < .milliseconds(100), done < total { return false }
            last = now
            return true
        }
        if isDue { terminal.show("\r" + label + Self.line(done, of: total, after: now - started) + "\u{1B}[K") }
    }

    /// Takes the bar away.
    func clear() {
        if lastShown.withLock({ $0 }) != nil { terminal.show("\r\u{1B}[K") }
    }

    static func line(_ done: Int, of total: Int, after duration: Duration) -> String {
        let filled = width * done / total
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        let seconds = max(0.001, duration / .seconds(1))
        let rate = Double(done) / seconds
        let left = rate > 0 ? Int((Double(total - done) / rate).rounded(.up)) : 0
        let percent = String(100 * done / total)
        return "[\(bar)] \(String(repeating: " ", count: 3 - percent.count))\(percent)%  "
            + "\(grouped(done)) of \(grouped(total))  \(grouped(Int(rate)))/s  \(left) s left"
    }

    /// `1,000,000`
    static func grouped(_ number: Int) -> String {
        var digits = String(number)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return ([digits] + groups).joined(separator: ",")
    }
}
