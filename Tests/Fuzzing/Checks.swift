import Glibc

/// What must hold of a parser for any bytes.
struct Checks {
    /// Nanoseconds of CPU in what a server would do; what is done besides, to check it, is not counted.
    private(set) var spent = 0

    mutating func timed<Result>(_ read: () throws -> Result) rethrows -> Result {
        let begun = Self.now
        defer { spent += Self.now - begun }
        return try read()
    }

    /// The bytes after the first, cut in two where the first says.
    static func halves(_ bytes: [UInt8]) -> (whole: [UInt8], first: [UInt8], second: [UInt8]) {
        let whole = Array(bytes.dropFirst())
        let cut = whole.count * Int(bytes.first ?? 0) / 256
        return (whole, Array(whole[..<cut]), Array(whole[cut...]))
    }

    private static var now: Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}

/// Ends the program with the fault's name, which `precondition` says in debug builds only.
func require(_ holds: Bool, _ fault: @autoclosure () -> String) {
    if !holds { fatalError(fault()) }
}
