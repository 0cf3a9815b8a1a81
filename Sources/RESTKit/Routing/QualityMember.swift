/// A member of an `Accept` or `Accept-Encoding` (RFC 9110 §12.4.2) as it lies in its field: a range, and how much it is
/// liked, 0–1000. For one closure only: it must not outlive the field.
///
/// Parameters other than `q` are not looked at; a malformed member counts as if it were not there.
struct QualityMember {
    /// As it is written.
    let range: UnsafeRawBufferPointer
    let quality: Int

    /// Reads a field's members in their order, without making a string of any.
    static func each(in field: String, _ use: (QualityMember) -> Void) {
        field.withBytes { bytes in
            var rest = bytes
            while !rest.isEmpty {
                if let member = QualityMember(rest.takePiece(before: UInt8(ascii: ","))) { use(member) }
            }
        }
    }

    /// Whether its range is this one, regardless of case. `name`: in lower case.
    func isOf(_ name: StaticString) -> Bool {
        range.count == name.utf8CodeUnitCount
            && range.indices.allSatisfy { range[$0].lowercased == name.utf8Start[$0] }
    }

    private init?(_ text: UnsafeRawBufferPointer) {
        var rest = text
        range = rest.takePiece(before: UInt8(ascii: ";")).trimmed
        guard !range.isEmpty else { return nil }
        while !rest.isEmpty {
            let parameter = rest.takePiece(before: UInt8(ascii: ";")).trimmed
            guard parameter.starts(with: "q=") || parameter.starts(with: "Q=") else { continue }
            guard let quality = Self.thousandths(parameter.dropFirst(2)) else { return nil }
            self.quality = quality
            return
        }
        quality = 1000
    }

    /// RFC 9110 §12.4.2: `0` or `1`, and up to three digits after a point.
    private static func thousandths(_ digits: Slice<UnsafeRawBufferPointer>) -> Int? {
        guard (1...5).contains(digits.count), let whole = digits.first,
            whole == UInt8(ascii: "0") || whole == UInt8(ascii: "1"),
            digits.count == 1 || digits[digits.startIndex + 1] == UInt8(ascii: ".")
        else { return nil }
        var value = whole == UInt8(ascii: "1") ? 1000 : 0
        var place = 100
        for digit in digits.dropFirst(2) {
            guard digit.isDigit else { return nil }
            value += Int(digit - UInt8(ascii: "0")) * place
            place /= 10
        }
        return value <= 1000 ? value : nil
    }
}

extension UnsafeRawBufferPointer {
    /// Takes off what stands before the first `separator`, and it too; all when there is none.
    fileprivate mutating func takePiece(before separator: UInt8) -> Self {
        let end = firstIndex(of: separator) ?? count
        defer { self = Self(rebasing: dropFirst(end + 1)) }
        return Self(rebasing: self[..<end])
    }

    /// Without the spaces and tabs around it.
    fileprivate var trimmed: Self {
        var rest = self[...]
        while let first = rest.first, first.isBlank { rest.removeFirst() }
        while let last = rest.last, last.isBlank { rest.removeLast() }
        return Self(rebasing: rest)
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

    /// The small letter of an ASCII capital; every other byte as it is.
    fileprivate var lowercased: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }
}
