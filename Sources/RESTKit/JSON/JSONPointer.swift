/// A place in a JSON document (RFC 6901): `/tags/0/name`. The document itself is the empty text.
public struct JSONPointer: Sendable, Equatable, CustomStringConvertible {
    public private(set) var description: String

    /// The whole document.
    public init() {
        description = ""
    }

    /// The member of that name; `~` and `/` in it are escaped (RFC 6901 §3).
    public func appending(_ name: String) -> Self {
        var pointer = self
        pointer.description += "/"
        pointer.description += name.utf8.contains { $0 == tilde || $0 == slash } ? Self.escaped(name) : name
        return pointer
    }

    /// The element at that index.
    public func appending(_ index: Int) -> Self {
        var pointer = self
        pointer.description.append("/\(index)")
        return pointer
    }

    private static func escaped(_ name: String) -> String {
        let bytes = name.utf8.flatMap { byte in
            switch byte {
            case tilde: [tilde, UInt8(ascii: "0")]
            case slash: [tilde, UInt8(ascii: "1")]
            default: [byte]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

private let tilde = UInt8(ascii: "~")
private let slash = UInt8(ascii: "/")
