import NIOCore

/// How an HTTP/1.1 connection sends content that is made meanwhile: in chunks (RFC 9112 §7.1), and to a client of HTTP/1.0
/// until it closes. What it pipelines waits until the stream has ended.
extension HTTP1Connection: StreamCarrier {
    /// Bytes that a chunk has beside its content.
    private static let chunkLines = 32
    private static let lineEnd = ByteBuffer(staticString: "\r\n")

    /// `closes`: whether the answer was announced as the connection's last.
    func stream(_ content: ResponseStream, of response: Response, closes: Bool) {
        answers.add(0, keeping: ResponseStream.memory)
        let run = StreamRun(response, loop: loop, carrier: self)
        phase = .streaming(run, closes: closes)
        run.start(content)
    }

    func carry(_ piece: ByteBuffer) {
        guard let context, let request else { return }
        guard !request.isHTTP10 else { return write(piece, keeping: 0, in: context) { self.hasMoved() } }
        var piece = piece
        output.clear(minimumCapacity: Self.chunkLines + min(piece.readableBytes, Self.copiedContent))
        output.writeString(String(piece.readableBytes, radix: 16))
        output.writeStaticString("\r\n")
        if piece.readableBytes > Self.copiedContent {
            context.write(wrapOutboundOut(output), promise: nil)
            context.write(wrapOutboundOut(piece), promise: nil)
            let before = output.readableBytes + piece.readableBytes
            write(Self.lineEnd, after: before, keeping: 0, in: context) { self.hasMoved() }
        } else {
            output.writeBuffer(&piece)
            output.writeStaticString("\r\n")
            write(output, keeping: 0, in: context) { self.hasMoved() }
        }
    }

    func flush() {
        guard needsFlush else { return }
        needsFlush = false
        unflushed = 0
        context?.flush()
    }

    func ended(_ run: StreamRun, isWhole: Bool) {
        answers.forget(ResponseStream.memory)
        guard let request else { return }
        guard case .streaming(_, let closes) = phase, let context else { return finishAlone(run.response, to: request) }
        let end: StaticString = isWhole && !request.isHTTP10 ? "0\r\n\r\n" : ""
        // The last pieces may still wait.
        write(ByteBuffer(staticString: end), keeping: ResponseStream.memory, in: context) {
            self.written(run.response, to: request)
        }
        if isWhole {
            goOn(closes: closes, at: .now())
        } else {
            breakOff(request, in: context)
        }
        proceed()
    }

    /// The last chunk is left out. Where the end of the connection is the end of the content, only a reset tells the two apart.
    private func breakOff(_ request: HTTP1Request, in context: ChannelHandlerContext) {
        phase = .lingering
        leavesAtOnce = true
        if request.isHTTP10 { (context.channel as? any SocketOptionProvider)?.resetWhenClosed() }
    }

    /// A reader that takes a piece has not stopped, though the next ones may hide that.
    private func hasMoved() {
        writes.ended()
        writes.moved(at: .now())
    }
}

extension SocketOptionProvider {
    /// By a `struct linger` that is on and waits for no second (Linux's socket(7)).
    fileprivate func resetWhenClosed() {
        _ = unsafeSetSocketOption(level: .socket, name: .so_linger, value: (CInt(1), CInt(0)))
    }
}
