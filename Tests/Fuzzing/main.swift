/// Feeds the parsers what libFuzzer makes up: `fuzz PARSER [libFuzzer's arguments]`; `fuzz parsers` lists them, one a line.
///
/// A crash, or an input that costs more CPU than it may, ends it with the input written to a file, or told by its beginning
/// when it is one of ``Parser/hostile``. Where two ways to read the same bytes must agree (whole and in pieces, written and
/// read again) they are compared.

import Glibc

/// libFuzzer's own entry (llvm.org/docs/LibFuzzer.html, "Using libFuzzer as a library").
@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// What reading an input may cost in nanoseconds of CPU, however long it is.
let mostNanoseconds = 50_000_000

/// Another program's work may show in a measurement: the least of three counts.
func judge(_ bytes: [UInt8]) {
    var spent = read(bytes)
    for _ in 0..<2 where spent > mostNanoseconds { spent = min(spent, read(bytes)) }
    require(spent <= mostNanoseconds, costs(bytes, spent))
    if spent > dearest.nanoseconds { dearest = (spent, bytes) }
}

/// What was read and what it took: of an input made here libFuzzer keeps no file.
func costs(_ bytes: [UInt8], _ nanoseconds: Int) -> String {
    let beginning = String(decoding: bytes.prefix(48), as: UTF8.self)
    return "\(bytes.count) bytes cost \(nanoseconds / 1_000_000) ms: \(beginning.debugDescription)…"
}

/// Unsafe to the compiler alone: one thread reads, and the same one tells it at the end.
nonisolated(unsafe) var dearest = (nanoseconds: 0, bytes: [UInt8]())

let name = CommandLine.arguments.dropFirst().first ?? ""
if name == "parsers" {
    for parser in Parser.allCases { print(parser.rawValue) }
    exit(0)
}
let parser = Parser(rawValue: name)
guard let reading = parser?.read ?? Control(rawValue: name)?.read else {
    let parsers = Parser.allCases.map(\.rawValue) + Control.allCases.map(\.rawValue)
    print("usage: fuzz PARSER [libFuzzer's arguments]\nparsers:", parsers.joined(separator: " "))
    exit(64)
}
let read = reading

for bytes in parser?.hostile ?? [] { judge(bytes) }
atexit { print("dearest:", costs(dearest.bytes, dearest.nanoseconds)) }

let options = ["-max_len=\(parser?.longest ?? 16)"] + CommandLine.arguments.dropFirst(2)
var arguments = ([CommandLine.arguments[0]] + options).map { strdup($0) }
var count = CInt(arguments.count)
arguments.append(nil)
let code = arguments.withUnsafeMutableBufferPointer { buffer -> CInt in
    guard var base = buffer.baseAddress else { return 1 }
    return runDriver(&count, &base) { start, length in
        judge(Array(UnsafeBufferPointer(start: start, count: length)))
        return 0
    }
}
exit(code)
