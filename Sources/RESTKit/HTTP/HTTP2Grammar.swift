import NIOHPACK

/// What makes a header section a request's of HTTP/2 (RFC 9113 §8.2, §8.3).
///
/// SwiftNIO's own check compares what the client has chosen as text, which may cost the square of its length; this one looks at
/// bytes.
enum HTTP2Grammar {
    private static let pseudoFields: [String] = [":method", ":scheme", ":path", ":authority"]
    private static let connectionFields: [String] = [
        "connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade",
    ]

    /// Whether every field may stand where it does, and none is missing. `CONNECT` has an authority alone (§8.5).
    static func isRequest(_ headers: HPACKHeaders) -> Bool {
        var (found, isPastPseudoFields, isConnect) = (Set<Int>(), false, false)
        for (name, value, _) in headers {
            guard !value.utf8.contains(where: { $0 == 0 || $0 == 0x0D || $0 == 0x0A }) else { return false }
            if name.utf8.first == UInt8(ascii: ":") {
                guard !isPastPseudoFields, let index = pseudoFields.firstIndex(where: { $0.hasSameBytes(as: name) }),
                    found.insert(index).inserted
                else { return false }
                if index == 0 { isConnect = value.hasSameBytes(as: "CONNECT") }
            } else {
                isPastPseudoFields = true
                guard isField(name, value) else { return false }
            }
        }
        return isConnect ? found == [0, 3] : found.isSuperset(of: [0, 1, 2])
    }

    private static func isField(_ name: String, _ value: String) -> Bool {
        guard !name.isEmpty, name.utf8.allSatisfy({ $0.isToken && !(UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0) }),
            !connectionFields.contains(where: { $0.hasSameBytes(as: name) })
        else { return false }
        return !name.hasSameBytes(as: "te") || value.hasSameBytes(as: "trailers")
    }
}
