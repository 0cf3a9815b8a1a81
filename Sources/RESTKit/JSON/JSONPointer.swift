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
        pointer.description.append("/")
        for scalar in name.unicodeScalars {
            switch scalar {
            case "~": pointer.description.append("~0")
            case "/": pointer.description.append("~1")
            default: pointer.description.unicodeScalars.append(scalar)
            }
        }
        return pointer
    }

    /// The element at that index.
    public func appending(_ index: Int) -> Self {
        var pointer = self
        pointer.description.append("/\(index)")
        return pointer
    }
}
