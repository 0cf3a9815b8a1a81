import Catalogue
import Synchronization

/// A progress bar for each stage of a move, one after another in the same line.
final class StageBars: Sendable {
    private let terminal: Terminal
    private let current: Mutex<(stage: Transfer.Stage, bar: ProgressBar)?> = Mutex(nil)

    init(_ terminal: Terminal) {
        self.terminal = terminal
    }

    func show(_ stage: Transfer.Stage, _ done: Int, of total: Int) {
        let bar = current.withLock { current in
            if let current, current.stage == stage { return current.bar }
            let bar = ProgressBar(terminal, label: Self.label(stage))
            current = (stage, bar)
            return bar
        }
        bar.show(done, of: total)
    }

    func clear() {
        current.withLock { $0 }?.bar.clear()
    }

    private static func label(_ stage: Transfer.Stage) -> String {
        switch stage {
        case .copying: "copying   "
        case .indexing: "indexing  "
        case .comparing: "comparing "
        }
    }
}
