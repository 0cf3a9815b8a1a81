import RESTKit

/// Strings and the bytes of the text.
extension JSONCase {
    static let texts: [JSONCase] = [
        accepted(#""asd""#, "asd"), accepted(#"" ""#, " "), accepted(#""/""#, "/"), accepted(#""\/""#, "/"),
        accepted(#""'""#, "'"),
        accepted(#""{[1,2]}""#, "{[1,2]}"), accepted(#""// /**/""#, "// /**/"), accepted(#""\\""#, "\\"),
        accepted(#""\"""#, "\""),
        accepted(#""\\u0000""#, "\\u0000"), accepted(#""\\n""#, "\\n"), accepted(#""\\\"""#, "\\\""),
        accepted(#""\\\\""#, "\\\\"),
        accepted(#""\t\t""#, "\t\t"), accepted(#""\u0012""#, "\u{12}"), accepted(#""a\u0000b""#, "a\u{0}b"),
        accepted(#""\u0022""#, "\""),
        accepted(#""\u002f\u002F""#, "//"), accepted(#""\u000a\u000A""#, "\n\n"), accepted(#""\u005Cn""#, "\\n"),
        accepted(#""\u0060\u012a\u12AB""#, "`\u{12A}\u{12AB}"), accepted(#""\uA66D""#, "\u{A66D}"),
        accepted(#""\uabcd\uABCD\uAbCd""#, "\u{ABCD}\u{ABCD}\u{ABCD}"),
        accepted(#""\u00e90""#, "\u{E9}0"), accepted(#""\u00410""#, "A0"), accepted(#""\uD7FF""#, "\u{D7FF}"),
        accepted(#""\uE000""#, "\u{E000}"),
        accepted(#""\uFFFE""#, "\u{FFFE}"),
        accepted(#""\uFDD0""#, .string(String(decoding: [0xEF, 0xB7, 0x90] as [UInt8], as: UTF8.self))),
        accepted(#""\u200B\u2064""#, "\u{200B}\u{2064}"),
        accepted(#""\uFEFF""#, "\u{FEFF}"), accepted(#""\u007F""#, "\u{7F}"),
        accepted(#""\u2028\u2029""#, "\u{2028}\u{2029}"),
        accepted(#""\uD801\udc37""#, "\u{10437}"), accepted(#""\ud800\udc00""#, "\u{10000}"),
        accepted(#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
        accepted(#""\uD83F\uDFFE""#, "\u{1FFFE}"), accepted(#""\ud83d\ude39\ud83d\udc8d""#, "😹💍"),
        accepted(#""a\uD834\uDD1Eb""#, "a𝄞b"),
        accepted("\"π €𝄞\"", "π €𝄞"), accepted("\"\u{10FFFF}\"", "\u{10FFFF}"), accepted("\"\u{FFFE}\"", "\u{FFFE}"),
        accepted("\"\u{80}\"", "\u{80}"),
        accepted("\"👨‍👩‍👧\"", "👨‍👩‍👧"), accepted("\"e\u{301}\"", "e\u{301}"),
        accepted("\"\u{A0}\u{2060}\u{3000}\"", "\u{A0}\u{2060}\u{3000}"),
        accepted("\"" + String(repeating: "a", count: 100_000) + "\"", .string(String(repeating: "a", count: 100_000))),
        accepted(
            "\"" + String(repeating: "\\n", count: 50_000) + "\"", .string(String(repeating: "\n", count: 50_000))),
    ]

    static let faultyStrings =
        refused(
            Reason.half, #""‸\uDBFF""#, #""‸\uDFFF""#, #""‸\uD800\uD800\uDC00""#, #""‸\uDd1ea""#, #""‸\uD888\u1234""#,
            #""‸\uD800\\uDC00""#,
            #""‸\uD800abc""#, #""‸\uD834 \uDD1E""#, #""a‸\uD800""#, #""\u00e9‸\uDEAD""#, #""‸\uDC00\uD834\uDD1E""#,
            #"["‸\uD800"]"#,
            #"{"‸\uD800":1}"#, #""‸\uD800\t\uDC00""#, #""\uD834\uDD1E‸\uD834""#, #""‸\uD800\uDBFF""#,
            #""‸\uD800\uE000""#, #""‸\uD83D"#)
        + refused(
            Reason.digits, #""‸\uD800\u""#, #""‸\uD800\u1""#, #""‸\uD800\u1x""#, #""‸\uD800\uDC0""#, #""‸\u""#,
            #""‸\u1""#, #""‸\u123""#, #""‸\u 123""#,
            #""‸\u+123""#, #""‸\u-123""#, #""‸\u00G0""#, #""‸\uGGGG""#, #""‸\u{41}""#, #""‸\u１２３４""#, #""‸\u0x41""#,
            #""a‸\u004""#, #""‸\u"#, #""‸\u00"#,
            #""‸\uD800\u"#, #""‸\u\u0041""#, #""‸\u00é""#, #"{"‸\u00":1}"#, #""‸\uu0041""#)
        + refused(
            Reason.escape, #""‸\a""#, #""‸\0""#, #""‸\'""#, #""‸\U0041""#, #""‸\v""#, #""‸\e""#, #""‸\ ""#, #""‸\N""#,
            #""‸\B""#, #""‸\T""#, #""‸\1""#,
            #""‸\101""#, #""‸\x""#, #""‸\é""#, #""‸\😀""#, #""‸\-""#, #""‸\`""#, #""‸\[""#, #""‸\$""#, "\"‸\\\n\"",
            "\"‸\\\t\"", "\"‸\\\u{0}\"", "\"‸\\\u{7F}\"",
            #""\\‸\a""#, #"["‸\a"]"#, #"{"‸\a":1}"#, #""\n‸\z""#)
        + refused(Reason.openEscape, #""abc‸\"#, #""\\‸\"#, #"["‸\"#, #"{"a‸\"#)
        + refused(
            Reason.open, "‸\"", "‸\"\\\\", "‸\"\\u0041", "‸\"\\\\\\\"", "[‸\"a]", "{‸\"a:1}", "{‸\"", "{\"a\":‸\"b}",
            "‸\"a'", "[\"a\",‸\"]",
            "‸\"é", "‸\"\\ud83d\\ude00")
        + refused(Reason.more, "\"a\"‸b", "\"a\"‸'b'", "\"\"‸\"a\"\"\"", "\"a\" ‸+ \"b\"", "\"a\"‸\"", "\"a\"‸\\n")
        + refused(
            Reason.noValue, "‸abc\"", "‸\\\"a\"", "‸“a”", "‸`a`", "‸'\"'", "‸«a»", "‸r\"a\"", "‸u\"a\"", "‸＂a＂",
            "‸\\u0022a\\u0022")
        + refused(
            Reason.control, "{\"a‸\tb\":1}", "{\"a‸\u{0}\":1}", "[\"‸\n\"]", "\"\\\\‸\n\"", "\"é‸\r\n\"",
            "\"aa‸\u{1B}[0m\"")
        + (UInt8(1)..<0x20).flatMap { refused(Reason.control, at: 1, [0x22, $0, 0x22]) }

    static let faultyBlanks =
        refused(Reason.nothing, "‸ ", "‸\t", "‸\r\n\r\n", "‸" + String(repeating: " ", count: 10_000))
        + refused(
            Reason.noValue, "‸\u{C}", "‸\u{C}1", "[‸\u{C}]", "[‸\u{2060}]", "‸\u{2060}1", "[‸\u{A0}1]", "‸\u{B}1",
            "‸\u{85}1", "‸\u{2028}1", "‸\u{2029}1",
            "‸\u{3000}1", "‸\u{200B}1", "‸\u{1680}1", "‸\u{2003}1", "[‸\u{FEFF}1]", " ‸\u{FEFF}1", "‸\u{8}1", "‸\u{1A}",
            "‸\u{1B}1", "‸\u{7F}1", "[‸\\u000A\"\"]",
            "[‸\\n1]", "[1,‸\u{C}2]", "[1,‸\u{0}]", "‸\u{1E}1")
        + refused(
            Reason.more, "1‸\u{C}", "[1]‸\u{C}", "1‸\u{A0}", "1‸\u{FEFF}", "1‸\u{1A}", "[1]‸\u{0}", "1‸\u{B}",
            "1‸\u{85}", "1‸\u{2028}", "1‸\u{3000}", "1\n‸\u{7F}")
        + refused(Reason.array, "[1‸\u{C}]", "[1‸\u{A0},2]", "[1‸\u{0}]", "[1‸\u{2028}]", "[1‸\u{B},2]")
        + refused(Reason.key, "{‸\u{C}}", "{‸\u{A0}\"a\":1}", "{\"a\":1,‸\u{2060}\"b\":2}")
        + refused(Reason.colon, "{\"a\"‸\u{A0}:1}", "{\"a\"‸\u{C}:1}")

    /// RFC 3629: truncated, overlong, halves of surrogate pairs, beyond U+10FFFF; other encodings, and marks of byte order.
    static let faultyBytes =
        refused(
            Reason.bytes, at: 1, [0x22, 0xC3, 0x22], [0x22, 0xC3], [0x22, 0xF0, 0x22], [0x22, 0xF0, 0x9F, 0x22],
            [0x22, 0xF0, 0x9F, 0x98, 0x22],
            [0x22, 0xE2, 0x82], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xC1, 0xBF, 0x22], [0x22, 0xE0, 0x9F, 0xBF, 0x22],
            [0x22, 0xF0, 0x80, 0x80, 0xAF, 0x22], [0x22, 0xF0, 0x8F, 0xBF, 0xBF, 0x22],
            [0x22, 0xF8, 0x87, 0xBF, 0xBF, 0xBF, 0x22],
            [0x22, 0xFC, 0x83, 0xBF, 0xBF, 0xBF, 0xBF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0xED, 0xBF, 0xBF, 0x22],
            [0x22, 0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80, 0x22], [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
            [0x22, 0xF7, 0xBF, 0xBF, 0xBF, 0x22],
            [0x22, 0xFE, 0x22], [0x22, 0xBF, 0x22], [0x22, 0xE9, 0x22], [0x22, 0x80, 0x80, 0x22], [0x5B, 0xE9, 0x5D],
            [0x31, 0xE5], [0x5B, 0xFF])
        + refused(
            Reason.bytes, at: 2, [0x22, 0x61, 0x80, 0x61, 0x22], [0x22, 0x5C, 0xE5, 0x22],
            [0x7B, 0x22, 0xE9, 0x22, 0x3A, 0x30, 0x7D],
            [0x5B, 0x31, 0xE5, 0x5D], [0x5B, 0x22, 0xFF, 0x22, 0x5D], [0x2D, 0x31, 0x80])
        + refused(
            Reason.bytes, at: 0, [0x80], [0xFF], [0xC3], [0xEF, 0xBB], [0xEF, 0xBB, 0x7B, 0x7D], [0xBB, 0xBF, 0x31],
            [0xBF])
        + refused(
            Reason.bytes, at: 3, [0x22, 0x5C, 0x75, 0xE5, 0x22], [0x22, 0xC3, 0xA9, 0xC3, 0x22],
            [0x5B, 0x31, 0x2C, 0xA0, 0x32, 0x5D])
        + refused(
            Reason.mark, at: 0, [0xEF, 0xBB, 0xBF], [0xEF, 0xBB, 0xBF, 0x31],
            [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, 0x31])
        + refused(
            Reason.encoding, at: 0, [0xFF, 0xFE], [0xFE, 0xFF], [0x5B, 0x00, 0x5D, 0x00], [0x00, 0x5B, 0x00, 0x5D],
            [0xFF, 0xFE, 0x5B, 0x00, 0x5D, 0x00], [0xFE, 0xFF, 0x00, 0x5B, 0x00, 0x5D],
            [0xFF, 0xFE, 0x00, 0x00, 0x31, 0x00, 0x00, 0x00],
            [0x00, 0x00, 0xFE, 0xFF, 0x00, 0x00, 0x00, 0x31], [0x31, 0x00, 0x00, 0x00], [0x00], [0x00, 0x00],
            [0x5B, 0x00], [0x7B, 0x00, 0x7D])
        + refused(Reason.noValue, at: 0, Array("+/v8-1".utf8), [0x1A, 0x31], [0x0E, 0x0F])
}
