public import Logging
public import NIOCore
public import ServiceLifecycle

/// An HTTP/1.1 and HTTP/2 server for one ``Application``, on one address.
public final class HTTPServer: Service {
    public let configuration: Configuration
    /// Turns on as soon as the server is told to stop.
    public let draining: DrainState

    /// `group` is nil for threads of the server's own, which end with it.
    public init(
        application: any Application, configuration: Configuration = Configuration(),
        draining: DrainState = DrainState(), group: (any EventLoopGroup)? = nil, logger: Logger
    ) {
        self.configuration = configuration
        self.draining = draining
    }

    /// Where the server listens, nil before ``start()`` and after ``stop()``.
    public var boundAddress: SocketAddress? { nil }

    /// Binds and serves. Throws ``ServerStartFailure`` with a sentence for the operator.
    public func start() async throws {}

    /// Drains and ends: no new connections, idle ones closed, requests in flight finished, all over when
    /// ``Timeouts/drain`` has passed.
    public func stop() async {}

    /// ``start()``, then ``stop()`` on graceful shutdown.
    public func run() async throws {}
}
