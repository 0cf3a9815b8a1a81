// What a sanitizer must report, and what it must not: `control KIND` does one such thing. Scripts/sanitize runs each first.
import Foundation
import Synchronization

/// Shared by threads, whatever the compiler thinks of it.
final class Shared: @unchecked Sendable {
    let lock = Mutex(())
    var count = 0
}

/// Four threads that count at once.
func count(_ body: @escaping @Sendable (Shared) -> Void) {
    let shared = Shared()
    let threads = (0..<4).map { _ in
        let ended = DispatchSemaphore(value: 0)
        Thread {
            for _ in 0..<50_000 { body(shared) }; ended.signal()
        }.start()
        return ended
    }
    for thread in threads { thread.wait() }
    print(shared.count)
}

/// A continuation that another thread resumes before its task waits for it.
func resumeEarly() async {
    let shared = Shared()
    await withCheckedContinuation { continuation in
        Thread {
            shared.count = 1; continuation.resume()
        }.start()
        usleep(200_000)
    }
    print(shared.count)
}

switch CommandLine.arguments.last {
case "guarded": count { shared in shared.lock.withLock { _ in shared.count += 1 } }
case "continued": await resumeEarly()
case "race": count { shared in shared.count += 1 }
case "overflow":
    let memory = UnsafeMutablePointer<Int>.allocate(capacity: 4)
    memory.initialize(repeating: 0, count: 4)
    print(memory[CommandLine.arguments.count + 2])
    memory.deallocate()
case "freed":
    let memory = UnsafeMutablePointer<Int>.allocate(capacity: 4)
    memory.initialize(repeating: 0, count: 4)
    memory.deallocate()
    print(memory[0])
default: exit(64)
}
