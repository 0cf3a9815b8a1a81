import Foundation
import Testing

/// A folder with a self-signed certificate for localhost, its key, another key, and a large file.
struct Certificates {
    private let folder: URL

    var certificate: String { path("certificate.pem") }
    var key: String { path("key.pem") }
    var otherKey: String { path("other.pem") }
    var large: String { path("large") }

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "souk-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(repeating: UInt8(ascii: "x"), count: 300_000).write(to: URL(filePath: large))
        try await openssl(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost "
                + "-addext subjectAltName=DNS:localhost -keyout \(key) -out \(certificate)")
        try await openssl("ecparam -name prime256v1 -genkey -noout -out \(otherKey)")
    }

    func remove() {
        try? FileManager.default.removeItem(at: folder)
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    private func openssl(_ arguments: String) async throws {
        let ended = try await Shell.run("openssl \(arguments) >&2 && echo done")
        try #require(ended == "done\n")
    }
}

/// Runs a command without holding up the thread that waits for it.
enum Shell {
    static func run(_ command: String) async throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        return try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { _ in
                continuation.resume(
                    returning: String(decoding: output.fileHandleForReading.availableData, as: UTF8.self))
            }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
    }
}
