import NIOCore
import NIOHTTP1
import NIOPosix

/// An HTTP client for tests: one request a connection, nothing hidden, nothing followed.
struct Client: Sendable {
    let port: Int

    /// Sends one request and waits for its whole answer, at most 20 seconds.
    func send(
        _ method: HTTPMethod, _ target: String, headers: HTTPHeaders = [:], body: ByteBuffer? = nil
    ) async throws -> Answer {
        let group = MultiThreadedEventLoopGroup.singleton
        let answer = group.next().makePromise(of: Answer.self)
        let connecting = ClientBootstrap(group: answer.futureResult.eventLoop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    try channel.pipeline.syncOperations.addHandler(AnswerCollector(answer))
                }
            }
            .connect(host: "127.0.0.1", port: port)
        // A promise that nobody keeps would end all tests.
        connecting.whenFailure(answer.fail)
        let channel = try await connecting.get()
        let timeout = channel.eventLoop.scheduleTask(in: .seconds(20)) {
            answer.fail(ChannelError.connectTimeout(.seconds(20)))
        }
        defer {
            timeout.cancel()
            channel.close(promise: nil)
        }
        try await write(head(method, target, headers, body), body, to: channel)
        return try await answer.futureResult.get()
    }

    private func head(
        _ method: HTTPMethod, _ target: String, _ headers: HTTPHeaders, _ body: ByteBuffer?
    ) -> HTTPRequestHead {
        var headers = headers
        headers.replaceOrAdd(name: "Host", value: "127.0.0.1:\(port)")
        headers.replaceOrAdd(name: "Connection", value: "close")
        // Without it SwiftNIO would announce an empty chunked body.
        if let length = body?.readableBytes ?? (method == .POST ? 0 : nil) {
            headers.replaceOrAdd(name: "Content-Length", value: String(length))
        }
        return HTTPRequestHead(version: .http1_1, method: method, uri: target, headers: headers)
    }

    /// A server may answer and close before it has read all of a body: that the writing fails is no failure then.
    private func write(_ head: HTTPRequestHead, _ body: ByteBuffer?, to channel: any Channel) async throws {
        channel.write(HTTPClientRequestPart.head(head), promise: nil)
        if let body { channel.write(HTTPClientRequestPart.body(.byteBuffer(body)), promise: nil) }
        channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
    }
}

/// Gathers an answer's parts; interim answers (1xx) are dropped.
private final class AnswerCollector: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private let answer: EventLoopPromise<Answer>
    private var head: HTTPResponseHead?
    private var body = ByteBuffer()

    init(_ answer: EventLoopPromise<Answer>) {
        self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head.status.code < 200 ? nil : head
        case .body(var part): body.writeBuffer(&part)
        case .end:
            guard let head else { return }
            answer.succeed(Answer(status: Int(head.status.code), headers: head.headers, body: body))
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        answer.fail(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        answer.fail(ChannelError.eof)
    }
}
