import NIOCore

/// An event loop as a place where tasks run. What a request awaits elsewhere brings it back here, not to one of
/// Swift's shared threads, from which its answer would have to be handed over once more.
final class LoopExecutor: TaskExecutor {
    private let eventLoop: any EventLoop

    init(_ eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
