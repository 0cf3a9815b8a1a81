import NIOCore
import NIOSSL

extension HTTPServer.Configuration.TLS {
    /// TLS 1.2 and later, HTTP/2 before HTTP/1.1. Throws a sentence when a file cannot be used.
    func makeContext() throws(ServerStartFailure) -> NIOSSLContext {
        let chain = try certificates()
        let key = try privateKey()
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["h2", "http/1.1"]
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw ServerStartFailure(
                "The TLS key \(keyPath) does not belong to the certificate \(certificatePath): give a matching pair.")
        }
    }

    private func certificates() throws(ServerStartFailure) -> [NIOSSLCertificate] {
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(certificatePath)
            if !chain.isEmpty { return chain }
        } catch {}
        throw ServerStartFailure(
            "The TLS certificate \(certificatePath) cannot be read: it must be a PEM file with the certificate first.")
    }

    private func privateKey() throws(ServerStartFailure) -> NIOSSLPrivateKey {
        do {
            return try NIOSSLPrivateKey(file: keyPath, format: .pem)
        } catch {
            throw ServerStartFailure("The TLS key \(keyPath) cannot be read: it must be an unencrypted PEM file.")
        }
    }
}
