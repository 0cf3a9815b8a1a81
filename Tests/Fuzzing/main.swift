/// Feeds the parsers what libFuzzer makes up: `fuzz PARSER [libFuzzer's arguments]`.
///
/// A crash, or an input that costs more CPU than it may, ends it with the input written to a file. Where two ways to read
/// the same bytes must agree (whole and in pieces, written and read again) they are compared.

import Glibc

/// libFuzzer's own entry (llvm.org/docs/LibFuzzer.html, "Using libFuzzer as a library").
@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Nanoseconds of CPU that an input of so many bytes may cost: 50 ms, and 1 µs for each byte, as this program counts what it
/// covers and reads all twice. What is more than linear takes longer when the input is long.
func most(_ length: Int) -> Int { 50_000_000 + 1_000 * length }

guard CommandLine.arguments.count > 1, let chosen = Parser(rawValue: CommandLine.arguments[1]) else {
    print(
        "usage: fuzz PARSER [libFuzzer's arguments]\nparsers:", Parser.allCases.map(\.rawValue).joined(separator: " "))
    exit(64)
}
let parser = chosen

func nanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}

var arguments = ([CommandLine.arguments[0]] + CommandLine.arguments.dropFirst(2)).map { strdup($0) }
var count = CInt(arguments.count)
arguments.append(nil)
let code = arguments.withUnsafeMutableBufferPointer { buffer -> CInt in
    guard var base = buffer.baseAddress else { return 1 }
    return runDriver(&count, &base) { start, length in
        let bytes = Array(UnsafeBufferPointer(start: start, count: length))
        let begun = nanoseconds()
        parser.read(bytes)
        let took = nanoseconds() - begun
        precondition(took < most(length), "\(length) bytes cost \(took / 1_000_000) ms")
        return 0
    }
}
exit(code)
