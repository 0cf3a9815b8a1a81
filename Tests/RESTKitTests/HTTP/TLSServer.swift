import RESTKit

/// A server with a fresh certificate, and curl to ask it with.
func withTLSServer(
    _ configure: (inout HTTPServer.Configuration) -> Void = { _ in },
    _ body: (TestServer, Curl) async throws -> Void
) async throws {
    let folder = try await Certificates()
    defer { folder.remove() }
    try await withServer({
        $0.tls = .init(certificatePath: folder.certificate, keyPath: folder.key)
        configure(&$0)
    }) { server in
        try await body(server, Curl(port: server.port, folder: folder))
    }
}

/// curl, with PORT and LARGE, a file of 300,000 bytes, filled in.
struct Curl: Sendable {
    let port: Int
    let folder: Certificates

    /// What it prints; `input` is a command whose output it is given.
    func callAsFunction(_ arguments: String, input: String? = nil) async throws -> String {
        let filled = arguments.replacing("PORT", with: "\(port)").replacing("LARGE", with: folder.large)
        let pipe = input.map { "(\($0)) | " } ?? ""
        return try await Shell.run("\(pipe)curl -s --max-time 60 --cacert \(folder.certificate) \(filled)")
    }
}
