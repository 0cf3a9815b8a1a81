import NIOCore
import NIOPosix
import Synchronization

/// Stands before a PostgreSQL server and hands everything on, but ends a connection in the middle of an answer when told so.
final class CuttingServer: Sendable {
    /// Where a connection ends.
    struct Cut: Sendable {
        /// Of the next connection that sends this.
        let request: String
        /// What the answer that it is not given any more begins with: its type and its text.
        let answer: String
        /// What it is told instead.
        var lastWords: [UInt8] = []
    }

    let port: Int
    private let channel: any Channel
    private let orders: CutOrders

    private init(_ channel: any Channel, _ orders: CutOrders) {
        self.channel = channel
        self.orders = orders
        port = channel.localAddress?.port ?? 0
    }

    var isDone: Bool { orders.isDone }

    func order(_ cut: Cut) { orders.place(cut) }

    /// Runs `body` with such a server before that of `url`, and the URL by which it is reached.
    static func with(before url: String, _ body: (CuttingServer, _ url: String) async throws -> Void) async throws {
        let parts = url.split(separator: "@", maxSplits: 1)
        let place = parts[1].split(separator: "/", maxSplits: 1)
        let address = place[0].split(separator: ":")
        let orders = CutOrders()
        let (host, port) = (String(address[0]), Int(address[1]) ?? 0)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { near in
                ClientBootstrap(group: near.eventLoop).connect(host: host, port: port).flatMapThrowing { far in
                    let line = CutLine(near: near, far: far, orders)
                    try near.pipeline.syncOperations.addHandler(Ear(line, line.take(request:)))
                    try far.pipeline.syncOperations.addHandler(Ear(line, line.take(answers:)))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = CuttingServer(channel, orders)
        do {
            try await body(
                server, "\(parts[0])@127.0.0.1:\(server.port)/\(place[1])?sslmode=disable&gssencmode=disable")
            try await channel.close()
        } catch {
            try? await channel.close()
            throw error
        }
    }
}

private final class CutOrders: Sendable {
    private let state = Mutex<(next: CuttingServer.Cut?, isDone: Bool)>((nil, false))

    var isDone: Bool { state.withLock { $0.isDone } }

    func place(_ cut: CuttingServer.Cut) { state.withLock { $0 = (cut, false) } }

    func take(for request: String) -> CuttingServer.Cut? {
        state.withLock { state in
            guard let cut = state.next, request.contains(cut.request) else { return nil }
            state.next = nil
            return cut
        }
    }

    func done() { state.withLock { $0.isDone = true } }
}

/// One connection, both ends of it on one event loop.
private final class CutLine {
    let near: any Channel
    let far: any Channel
    private let orders: CutOrders
    private var due: CuttingServer.Cut?
    private var answers = ByteBuffer()

    init(near: any Channel, far: any Channel, _ orders: CutOrders) {
        self.near = near
        self.far = far
        self.orders = orders
    }

    func take(request: ByteBuffer) {
        if due == nil { due = orders.take(for: String(buffer: request)) }
        far.writeAndFlush(request, promise: nil)
    }

    /// A message is its type, its length but for the type, and what it says.
    func take(answers more: ByteBuffer) {
        answers.writeImmutableBuffer(more)
        while let length = answers.getInteger(at: answers.readerIndex + 1, as: UInt32.self),
            var message = answers.readSlice(length: Int(length) + 1)
        {
            let whole = message
            let type = message.readString(length: 1) ?? ""
            message.moveReaderIndex(forwardBy: 4)
            if let due, (type + String(buffer: message)).hasPrefix(due.answer) {
                // Who reads the last words may look at once.
                orders.done()
                near.writeAndFlush(ByteBuffer(bytes: due.lastWords), promise: nil)
                return close()
            }
            near.writeAndFlush(whole, promise: nil)
        }
    }

    func close() {
        near.close(promise: nil)
        far.close(promise: nil)
    }
}

/// Hands on what one side says.
private final class Ear: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let line: CutLine
    private let hear: (ByteBuffer) -> Void

    init(_ line: CutLine, _ hear: @escaping (ByteBuffer) -> Void) {
        self.line = line
        self.hear = hear
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { hear(unwrapInboundIn(data)) }

    func channelInactive(context: ChannelHandlerContext) { line.close() }
}
