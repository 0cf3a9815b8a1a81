extension String {
    /// The text without regard to case: Unicode's simple case folding, in NFC.
    ///
    /// Two texts that differ only by case have the same key, on every database, because no database makes it.
    var caseFolded: String {
        if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.contains(where: \.isUpperASCII) ? asciiFolded : self }
        var scalars = UnicodeScalarView()
        for scalar in unicodeScalars { scalars.append(scalar.caseFolded) }
        return String(scalars).composed
    }

    private var asciiFolded: String {
        String(unsafeUninitializedCapacity: utf8.count) { buffer in
            var count = 0
            for byte in utf8 {
                buffer[count] = byte.isUpperASCII ? byte | 0x20 : byte
                count += 1
            }
            return count
        }
    }
}

extension Unicode.Scalar {
    /// The lower case of the upper case, where both are one scalar: so ς is σ, ſ is s, and ß stays ß.
    ///
    /// ı is a letter of its own (CaseFolding.txt gives its folding to Turkic alone).
    var caseFolded: Unicode.Scalar {
        if value < 0x80 { return (0x41...0x5A).contains(value) ? Unicode.Scalar(UInt8(value) | 0x20) : self }
        if value == 0x131 { return self }
        return (properties.uppercaseMapping.onlyScalar ?? self).lowerCase
    }

    /// The lower case where it is one scalar, the scalar itself otherwise.
    private var lowerCase: Unicode.Scalar { properties.lowercaseMapping.onlyScalar ?? self }
}

extension String {
    /// The one scalar the text consists of.
    fileprivate var onlyScalar: Unicode.Scalar? {
        guard let first = unicodeScalars.first, unicodeScalars.dropFirst().isEmpty else { return nil }
        return first
    }
}

extension UInt8 {
    var isUpperASCII: Bool { (0x41...0x5A).contains(self) }
}
