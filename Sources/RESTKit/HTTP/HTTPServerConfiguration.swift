public import NIOCore

extension HTTPServer {
    /// Where the server listens, and how much of anything it puts up with.
    public struct Configuration: Sendable {
        /// Where to listen.
        public enum Address: Sendable, Equatable {
            /// A host name or address literal, and a port; port 0 takes any free one.
            case tcp(host: String, port: Int)
            /// A Unix domain socket; a stale file of that name is removed.
            case unix(path: String)
        }

        /// PEM files for TLS 1.2 and 1.3, with HTTP/2 by ALPN.
        public struct TLS: Sendable, Equatable {
            /// The certificate, followed by its chain.
            public var certificatePath: String
            public var keyPath: String

            public init(certificatePath: String, keyPath: String) {
                self.certificatePath = certificatePath
                self.keyPath = keyPath
            }
        }

        public var address = Address.tcp(host: "127.0.0.1", port: 8080)
        /// Connections that the kernel holds until they are accepted.
        public var backlog: Int32 = 1024
        /// Threads that serve; nil is one for every core.
        public var eventLoops: Int?
        public var tls: TLS?
        /// Peers whose `Forwarded` or `X-Forwarded-For` is believed.
        public var trustedProxies: [AddressRange] = []
        public var limits = Limits()
        public var timeouts = Timeouts()

        public init(address: Address = .tcp(host: "127.0.0.1", port: 8080)) {
            self.address = address
        }
    }

    /// Sizes and numbers that a client cannot pass. Bytes unless said otherwise.
    public struct Limits: Sendable, Equatable {
        /// The request target with its query; above it 414.
        public var target = 8 * 1024
        /// All field lines with their line ends; above it 431.
        public var headerBytes = 16 * 1024
        /// The number of fields; above it 431.
        public var headerFields = 100
        /// What an answered request may leave unread for the connection to live on.
        public var unread = 64 * 1024
        /// A body that may be larger has more time than ``Timeouts/request``, as long as it keeps coming.
        public var smallBody = 1024 * 1024
        /// What must come of such a body within each ``Timeouts/uploadWindow``, and within ``Timeouts/request``.
        public var uploadBytes = 240 * 1024
        /// What bodies take in all while they come and are worked on, but for the first 16 KiB of each; above it 503.
        public var bodyMemory = 128 * 1024 * 1024
        /// What answers take in all until their clients have been sent them, but for the first 16 KiB of each connection; above it
        /// a safe request whose answer is large is 503. From half of it on clients have to read (``Timeouts/crowdedWrite``).
        public var answerMemory = 128 * 1024 * 1024
        /// Requests that are with the application at once, over all connections.
        public var requestsInFlight = 256
        /// Requests that may wait for one of those to end; more are 503.
        public var requestsWaiting = 64
        /// `Retry-After` of that 503, in seconds.
        public var retryAfter = 1
        /// HTTP/2 streams open at once on one connection.
        public var streams = 100

        public init() {}
    }

    /// How long the server waits for a client, and for itself.
    public struct Timeouts: Sendable, Equatable {
        /// From connecting, or from a later request's first byte, to the end of its header.
        public var head = TimeAmount.seconds(10)
        /// From a request's first byte to its last, as long as it is the client that is waited for. After this time a body
        /// that may be large is asked whether it keeps coming (``Limits/uploadBytes``).
        public var request = TimeAmount.seconds(30)
        /// How often it is asked from then on.
        public var uploadWindow = TimeAmount.seconds(15)
        /// For a large body in all: no longer than a session of the panel lasts without a page.
        public var upload = TimeAmount.minutes(30)
        /// Between two requests of a connection.
        public var idle = TimeAmount.seconds(60)
        /// For a client that has stopped reading its answer.
        public var write = TimeAmount.seconds(10)
        /// For a client to read all of its answers, where the memory for those is short: each second its part of them has to go, but for the first three.
        public var crowdedWrite = TimeAmount.seconds(15)
        /// For a request among ``Limits/requestsWaiting``.
        public var waiting = TimeAmount.seconds(5)
        /// For a request that comes before the time that a refusal has told (``Limits/retryAfter``), over the same connection of
        /// HTTP/1.1. It waits for a place beside those, and only then is refused anew.
        public var early = TimeAmount.milliseconds(500)
        /// For a client to read its last answer, after which the connection is closed.
        public var lingering = TimeAmount.seconds(2)
        /// For proxies to notice that the server is told to stop: it goes on serving, each answer the last of its connection.
        public var notice = TimeAmount.zero
        /// For the first request of a connection that was let in just before the server stopped.
        public var firstRequest = TimeAmount.seconds(1)
        /// From a connection's last answer to its next request, when the server stops: who keeps asking is told by one more answer
        /// that it was the last, and loses none.
        public var nextRequest = TimeAmount.seconds(1)
        /// For requests in flight to finish when the server stops.
        public var drain = TimeAmount.seconds(10)

        public init() {}
    }
}
