import FoundationEssentials
public import Logging
import NIOConcurrencyHelpers
public import NIOCore
import NIOPosix
import NIOSSL
public import ServiceLifecycle

/// An HTTP/1.1 and HTTP/2 server for one ``Application``, on one address.
public final class HTTPServer: Service {
    public let configuration: Configuration
    /// Turns on as soon as the server is told to stop.
    public let draining: DrainState

    private let application: any Application
    private let givenGroup: (any EventLoopGroup)?
    private let secondsSince1970: @Sendable () -> Int64
    private let logger: Logger
    private let bounds: ServerBounds
    private let listener = NIOLockedValueBox<Listener?>(nil)

    /// `secondsSince1970` is what `Date` tells. `group` is nil for threads of the server's own, which end with it.
    public init(
        application: any Application, configuration: Configuration = Configuration(),
        draining: DrainState = DrainState(), load: ServerLoad = ServerLoad(),
        secondsSince1970: @escaping @Sendable () -> Int64 = HTTPServer.systemSeconds,
        group: (any EventLoopGroup)? = nil, logger: Logger
    ) {
        self.application = application
        self.configuration = configuration
        self.draining = draining
        self.secondsSince1970 = secondsSince1970
        self.logger = logger
        givenGroup = group
        bounds = ServerBounds(configuration.limits)
        load.watch(bounds)
    }

    /// The system's clock, for `Date`.
    public static func systemSeconds() -> Int64 {
        Int64(Date.now.timeIntervalSince1970)
    }

    /// Where the server listens, nil before ``start()`` and after ``stop()``.
    public var boundAddress: SocketAddress? { listener.withLockedValue { $0?.address } }

    /// Binds and serves. Throws ``ServerStartFailure`` with a sentence for the operator.
    public func start() async throws {
        let listener = try await Listener.open(
            application: application, configuration: configuration, bounds: bounds, draining: draining,
            secondsSince1970: secondsSince1970, group: givenGroup)
        self.listener.withLockedValue { $0 = listener }
        logger.info("listening", metadata: ["address": "\(Self.words(listener.address))"])
    }

    /// `127.0.0.1:8080`, or a socket's path.
    private static func words(_ address: SocketAddress?) -> String {
        guard let address else { return "" }
        guard let ip = address.ipAddress, let port = address.port else { return address.pathname ?? "" }
        return ip.contains(":") ? "[\(ip)]:\(port)" : "\(ip):\(port)"
    }

    /// Drains and ends. For ``Timeouts/notice`` everything is still answered, with `Connection: close`. Then no new
    /// connections, idle ones closed (``Timeouts/nextRequest``), requests in flight finished, all over when ``Timeouts/drain``
    /// has passed.
    public func stop() async {
        draining.begin()
        let listener = self.listener.withLockedValue { listener in
            defer { listener = nil }
            return listener
        }
        await listener?.giveNotice(for: configuration.timeouts.notice)
        let unfinished = await listener?.drain(within: configuration.timeouts.drain) ?? 0
        if unfinished > 0 {
            logger.warning("connections were cut off", metadata: ["connections": "\(unfinished)"])
        }
    }

    /// ``start()``, then ``stop()`` on graceful shutdown.
    public func run() async throws {
        try await start()
        do {
            try await gracefulShutdown()
        } catch {
            // Cancelled: the same way out, as there may be requests in flight all the same.
        }
        await stop()
    }
}
