/// What the fields of a request say to the HTTP layer itself: whom it is for, how it is framed, what is to become of
/// the connection.
struct RequestControls {
    enum Expectation {
        case nothing
        case `continue`
        case unknown
    }

    enum Body: Equatable {
        case none
        case length(Int)
        case chunked
    }

    private(set) var hasHost = false
    private(set) var body = Body.none
    private(set) var expectation = Expectation.nothing
    /// `Connection: close`, and `keep-alive` for HTTP/1.0.
    private(set) var asksToClose = false
    private(set) var asksToKeepAlive = false
    /// The client's `X-Request-Id`, when there is one that may be used.
    var requestID: String? { requestIDCount == 1 ? candidateID : nil }

    private(set) var contentLength: Int?
    private var transferCodings: String?
    private var candidateID: String?
    private var requestIDCount = 0

    mutating func note(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) throws(HTTPFault) {
        switch name.count {
        case 4 where name.isName("host"): try noteHost(value)
        case 6 where name.isName("expect"): noteExpectation(value)
        case 10 where name.isName("connection"): noteConnection(value)
        case 12 where name.isName("x-request-id"): noteRequestID(value)
        case 14 where name.isName("content-length"): try noteContentLength(value)
        case 17 where name.isName("transfer-encoding"):
            transferCodings = transferCodings.map { $0 + "," + value.text } ?? value.text
        default: break
        }
    }

    /// What can only be said when all fields are known.
    mutating func check(_ version: RequestLine.Version) throws(HTTPFault) {
        if version == .http10 {
            expectation = .nothing
        } else if !hasHost {
            throw .malformed("A Host field is missing.")
        }
        if let transferCodings {
            try checkChunked(transferCodings, version)
            body = .chunked
        } else if let contentLength, contentLength > 0 {
            body = .length(contentLength)
        }
    }

    private mutating func noteHost(_ value: UnsafeRawBufferPointer) throws(HTTPFault) {
        guard !hasHost else { throw .malformed("There must be one Host field only.") }
        guard HostName.isValid(value) else { throw .malformed("The Host field is not a host name with a port.") }
        hasHost = true
    }

    private mutating func noteExpectation(_ value: UnsafeRawBufferPointer) {
        expectation = value.isName("100-continue") && expectation != .unknown ? .continue : .unknown
    }

    private mutating func noteConnection(_ value: UnsafeRawBufferPointer) {
        var start = 0
        while start <= value.count {
            let end = value[start...].firstIndex(of: UInt8(ascii: ",")) ?? value.count
            let option = UnsafeRawBufferPointer(rebasing: value[value.withoutBlanks(start..<end)])
            if option.isName("close") { asksToClose = true }
            if option.isName("keep-alive") { asksToKeepAlive = true }
            start = end + 1
        }
    }

    private mutating func noteRequestID(_ value: UnsafeRawBufferPointer) {
        requestIDCount += 1
        candidateID = RequestID.isUsable(value) ? value.text : nil
    }

    /// One decimal number, once: lists and repetitions are refused even when they agree (RFC 9112 §6.3).
    private mutating func noteContentLength(_ value: UnsafeRawBufferPointer) throws(HTTPFault) {
        guard contentLength == nil, !value.isEmpty, value.allSatisfy(\.isDigit) else {
            throw .malformed("There must be one Content-Length field, with one decimal number.")
        }
        contentLength = Int(value.text) ?? .max
    }

    /// RFC 9112 §6.1, §6.3: without `chunked` at the end no length can be known.
    private func checkChunked(_ codings: String, _ version: RequestLine.Version) throws(HTTPFault) {
        guard contentLength == nil, version == .http11 else {
            throw .malformed("Transfer-Encoding cannot stand with Content-Length, nor in HTTP/1.0.")
        }
        // Letters beyond ASCII have lower cases within it: U+212A is no k.
        guard codings.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw .malformed("Transfer-Encoding must be a list of names.")
        }
        let names = codings.split(separator: ",", omittingEmptySubsequences: false).map {
            String($0).trimmingBlanks().lowercased()
        }
        guard names.last == "chunked", !names.dropLast().contains("chunked"), !names.contains("") else {
            throw .malformed("Transfer-Encoding must end in chunked, and have it once.")
        }
        guard names.count == 1 else { throw .notImplemented("The only transfer coding known here is chunked.") }
    }
}

extension String {
    /// Without spaces and tabs at its ends (`OWS`, RFC 9110 §5.6.3).
    func trimmingBlanks() -> String {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        guard let first = utf8.first, let last = utf8.last, isBlank(first) || isBlank(last) else { return self }
        let tail = utf8.drop(while: isBlank)
        let end = tail.lastIndex { !isBlank($0) }.map { tail.index(after: $0) } ?? tail.startIndex
        return String(decoding: tail[..<end], as: UTF8.self)
    }
}
