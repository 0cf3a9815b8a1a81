import Catalogue
import Foundation
import Logging
import Testing

@testable import SoukCommands

@Suite("Log lines")
struct LogTests {
    @Test("A JSON line is one JSON object with time, level, message and fields")
    func json() throws {
        let lines = try written(.json) { log in
            log.logger("test").info("hello \"you\"", metadata: ["b": "2", "a": "1\\"])
        }
        #expect(
            lines == [
                #"{"time":"2026-11-22T08:00:00.123Z","level":"info","message":"hello \"you\"","a":"1\\","b":"2"}"#
            ])
    }

    @Test("Each line has its own time, in whichever style, whether or not the one before was of the same second")
    func times() {
        var bytes = LogBytes()
        let lines: [(Int64, LogStyle)] = [
            (1_795_334_400_123_456, .json), (1_795_334_400_124_456, .text(colours: false)),
            (1_795_334_400_999_999, .text(colours: false)), (1_795_334_401_000_000, .text(colours: false)),
            (1_795_334_401_007_000, .json), (1_795_334_399_000_000, .json), (-1, .json),
        ]
        for (time, style) in lines {
            LogTime.append(Timestamp(microseconds: time), to: &bytes, style: style)
            bytes.append(" ")
        }
        let expected = """
            2026-11-22T08:00:00.123Z 08:00:00.124 08:00:00.999 08:00:01.000 2026-11-22T08:00:01.007Z \
            2026-11-22T07:59:59.000Z 1969-12-31T23:59:59.999Z\u{20}
            """
        #expect(String(decoding: bytes.take(), as: UTF8.self) == expected)
    }

    @Test("Numbers are filled up from the left, before their sign")
    func numbers() {
        var bytes = LogBytes()
        for (number, width, fill) in [(0, 0, "0"), (7, 3, "0"), (-5, 4, " "), (-123, 2, " "), (12, 30, ".")] {
            bytes.append(Int64(number), width: width, fill: fill.utf8.first ?? 0)
            bytes.append("|")
        }
        bytes.append(Int64.min)
        bytes.append("|")
        bytes.append(Int64.max)
        #expect(
            String(decoding: bytes.take(), as: UTF8.self)
                == "0|007|  -5|-123|............................12|-9223372036854775808|9223372036854775807")
    }

    @Test("A line for people has time, level, message and fields")
    func text() throws {
        let lines = try written(.text(colours: false)) { log in
            log.logger("test").warning("look out", metadata: ["disk": "full"])
        }
        #expect(lines == ["08:00:00.123 WARN  look out  disk=full"])
    }

    @Test("A request's line says id, method, route, status, milliseconds and user", arguments: [true, false])
    func request(_ isJSON: Bool) throws {
        let lines = try written(isJSON ? .json : .text(colours: false)) { log in log.write(.example) }
        #expect(
            lines == [
                isJSON
                    ? #"{"time":"2026-11-22T08:00:00.123Z","level":"info","message":"request","id":"r1","#
                        + #""method":"GET","route":"/item/{item_id}","status":200,"ms":1.234,"user":7}"#
                    : "08:00:00.123 INFO  200 GET    /item/{item_id}                   1.234 ms  user 7  id r1"
            ])
    }

    @Test(
        "Nothing in a message or field can begin another line or move the cursor",
        arguments: [LogStyle.json, .text(colours: false), .text(colours: true)])
    func forging(_ style: LogStyle) throws {
        let evil = "a\r\n{\"level\":\"error\"}\u{1B}[2J\u{9B}31m\u{2028}\u{202E}\u{0}\u{7F}\u{85}"
        let lines = try written(style) { log in
            log.logger("test").info("\(evil)", metadata: ["\(evil)": "\(evil)"])
            log.write(RequestLine(id: evil, method: evil, route: evil, status: 200, duration: .zero, userID: nil))
        }
        #expect(lines.count == 2)
        for line in lines {
            // The handler's own colours are the only escape sequences that may be there.
            let own = line.replacing(/\u{1B}\[(90|32|36|33|31|0)m/, with: "")
            #expect(!own.unicodeScalars.contains { $0.isUnsafeInLogs })
            #expect(!line.contains("\u{1B}[2J"))
        }
        if style == .json {
            for line in lines {
                #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
            }
        }
    }

    @Test(
        "Secrets are replaced wherever they stand",
        arguments: [
            "Authorization: Bearer abc.def", "Authorization: Basic dXNlcjpwdw==", "got Bearer abc123 from them",
            "password=hunter2hunter", #"{"password":"hunter2hunter"}"#, #""access_token": "abc""#,
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-DEF_123", "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA",
            "the key is correcthorsebatterystaple", "Cookie: session=1; theme=dark",
        ])
    func redaction(_ text: String) {
        let clean = Redaction(secrets: ["correcthorsebatterystaple"]).clean(text)
        #expect(clean.contains(Redaction.mark))
        for secret in [
            "abc", "dXNlcjpwdw", "hunter2", "eyJ", "argon2", "aGFzaA", "correcthorse", "theme",
        ] {
            #expect(!clean.contains(secret))
        }
    }

    @Test("What is no secret stays", arguments: ["GET /item", "the password was changed", "token_expired", "basics"])
    func harmless(_ text: String) {
        #expect(Redaction().clean(text) == text)
    }

    @Test("A field with a secret's name is replaced whatever it holds")
    func secretFields() throws {
        let lines = try written(.text(colours: false)) { log in
            log.logger("test").info(
                "x", metadata: ["password": "a", "access_token": "b", "Authorization": "c", "user": "d"])
        }
        #expect(
            lines == [
                "08:00:00.123 INFO  x  Authorization=[redacted]  access_token=[redacted]  password=[redacted]  user=d"
            ])
    }

    @Test("A line is written within 100 ms, an error at once, without anybody asking")
    func flushing() async throws {
        let (file, log) = try open(.json)
        log.logger("test").info("calm")
        let deadline = ContinuousClock.now + .seconds(60)
        while try file.lines.isEmpty, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(10)) }
        #expect(try file.lines.count == 1)
    }

    @Test("Lines below the level are not written")
    func level() throws {
        let lines = try written(.json) { log in
            log.logger("test").debug("quiet")
            log.write(RequestLine(id: "1", method: "GET", route: "/livez", status: 200, duration: .zero, userID: nil))
        }
        #expect(lines == [])
    }

    private func written(_ style: LogStyle, _ body: (Log) -> Void) throws -> [String] {
        let (file, log) = try open(style)
        body(log)
        log.writer.flush()
        return try file.lines
    }

    private func open(_ style: LogStyle) throws -> (LogFile, Log) {
        let file = try LogFile()
        let log = Log(
            style: style, level: .info, writer: LogWriter(descriptor: file.descriptor),
            clock: WallClock { Timestamp(microseconds: 1_795_334_400_123_456) }, redaction: Redaction())
        return (file, log)
    }
}

/// A file that a log is written into.
private final class LogFile {
    private let file: TemporaryFile
    private let handle: FileHandle

    init() throws {
        file = try TemporaryFile("")
        handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file.path))
    }

    var descriptor: Int32 { handle.fileDescriptor }

    var lines: [String] {
        get throws {
            try String(contentsOfFile: file.path, encoding: .utf8).split(separator: "\n").map(String.init)
        }
    }
}

extension RequestLine {
    fileprivate static let example = RequestLine(
        id: "r1", method: "GET", route: "/item/{item_id}", status: 200, duration: .microseconds(1234), userID: 7)
}
