/// Inputs as long as they get, each full of what costs a careless parser most. They are tried before chance has its turn.
extension Parser {
    var hostile: [[UInt8]] {
        switch self {
        case .json: manyKeys + repetitions
        default: repetitions
        }
    }

    /// What is repeated after what. Those that are also read in two pieces are cut where their first byte says.
    private var repetitions: [[UInt8]] {
        switch self {
        case .json:
            full("\"", of: "a", "\\n", "\\", "\\\\", "\\u0301", "\\uD83D\\uDE00", "\u{301}\u{327}", "😀")
                + full("1", of: "0", "e", ".") + full("1e", of: "9") + full("0.", of: "0")
                + full("[", of: "0,", "[],", "{},", "\"\",", "[", "{\"\":", deep("[", "]"), deep("{\"\":", "}"))
                + full("", of: " ", "{\"\":", "[{\"\":")
        case .query:
            full("", of: "a", "a&", "a=b&", "%41", "%", "+", "a=%F0%9F%98%80&", "a[]=1&", "-", "\" ")
                + full("q=", of: "a", "%41", "+", "%CC%81") + full("limit=", of: "0", "+")
                + full("min_price=1", of: "0", "e") + full("", of: "tag=a&", "sort=id&", "after=")
        case .cursor, .token: full("", of: "A", ".", "A.", "=", "_-") + full("e30.", of: "e30")
        case .etags: full("", of: "\"\",", "W/\"a\", ", ",", "\"", "*,")
        case .fields:
            full("", of: ",", "*,", "gzip,", "a;q=0.001,", ";", "a=b; ", " ", "\u{37E}")
                + full("__Host-souk=", of: "a", "a;__Host-souk=") + full("application/json", of: ";charset=utf-8", "; ")
        case .head:
            full("AGET / HTTP/1.1\r\n", of: "a:b\r\n", "a:\r\n", "a", "cookie: a=b\r\n", "a: ,")
                + full("AGET /", of: "/", "%2F", "../", "?", "a") + full("A", of: "\r\n", "G")
        case .http2: full("GET /\n", of: "a:b\n", "a:\n", "a", "host:a\n", ":\n") + full("GET ", of: "/", "%2F", "a")
        case .chunks: full("A", of: "1\r\na\r\n", "0", "1;a=b\r\nb\r\n") + full("A0\r\n", of: "a:b\r\n", "a")
        case .csv: full("A", of: ",", "\n", "\"", "a,", "\"\",", "\"a\"\r\n") + full("A\"", of: "\"\"", "\n")
        case .form:
            full("b\r\n", of: "\r\n--b\r\n\r\n", "\r\n--b", "\r\n", "-", "a:b\r\n")
                + full("b\r\n", of: "Content-Disposition: form-data; name=a\r\n\r\n\r\n--b\r\n")
        case .text: full("", of: "\u{301}\u{327}", "a\u{301}", "a ", "한", "ﷺ", "👨‍👩‍👧 ", "9", "\n", "İ", "\u{AD}")
        }
    }

    /// Objects of as many keys as fit, alike in what a careless table would hash: their ends, their sums, what they are once
    /// normalised. Souk's own table is seeded anew by each process (`Hasher`), so that nobody knows which keys collide there.
    private var manyKeys: [[UInt8]] {
        [
            object { "\($0)" }, object { String(repeating: "k", count: 120) + "\($0)" }, object { "\($0)kkkkkkkk" },
            object { String(repeating: "\u{301}\u{327}", count: 30) + "\($0)" },
            object { "\($0)".utf8.map { "\\u00\(String($0, radix: 16))" }.joined() },
            // Each pair has the same sum times 31, which is how Java hashes.
            object(upTo: 1 << 13) { number in (0..<13).map { number >> $0 & 1 == 0 ? "Aa" : "BB" }.joined() },
        ]
    }

    /// As many as there may be values.
    private func object(upTo most: Int = 9_999, _ key: (Int) -> String) -> [UInt8] {
        var (bytes, number) = (Array("{".utf8), 0)
        while number < most, bytes.count + key(number).utf8.count + 5 <= longest {
            bytes += Array("\"\(key(number))\":1,".utf8)
            number += 1
        }
        return bytes.dropLast() + Array("}".utf8)
    }

    private func deep(_ open: String, _ close: String) -> String {
        String(repeating: open, count: 31) + "0" + String(repeating: close, count: 31) + ","
    }

    private func full(_ start: String, of units: String...) -> [[UInt8]] {
        units.map { unit in
            Array(start.utf8)
                + Array(repeating: Array(unit.utf8), count: (longest - start.utf8.count) / unit.utf8.count).joined()
        }
    }
}
