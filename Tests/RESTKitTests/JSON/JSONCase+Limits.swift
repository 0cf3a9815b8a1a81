import RESTKit

/// What the reader takes at most: ``JSONReader/maximumDepth``, ``JSONReader/maximumValues``,
/// ``JSONReader/maximumKeyBytes``.
extension JSONCase {
    static let limits: [JSONCase] = [
        accepted(open(31, "[") + close(31, "]"), nested(31)), accepted(open(32, "[") + close(32, "]"), nested(32)),
        accepted(
            "[" + open(31, "[") + close(31, "]") + "," + open(31, "[") + close(31, "]") + "]",
            .array([nested(31), nested(31)])),
        accepted(open(16, "[{\"\":") + "1" + close(16, "}]"), (0..<16).reduce(1) { inner, _ in [["": inner]] }),
        accepted("{\"" + open(32, "😀") + "\":1}", .object([open(32, "😀"): 1])),
        accepted("[{\"" + open(128, "\\/") + "\":1}]", [.object([open(128, "/"): 1])]),
    ]

    static let beyondLimits =
        refused(
            Reason.deep, open(32, "[") + "‸[" + close(33, "]"), open(16, "[{\"\":") + "‸[" + "]" + close(16, "}]"),
            open(32, "[") + "‸{}" + close(32, "]"),
            open(32, "{\"\":") + "‸{}" + close(32, "}"), "[1," + open(31, "[") + "‸[",
            open(32, "[") + "‸" + open(99_968, "["),
            open(32, "{\"a\":") + "‸" + open(49_968, "{\"a\":"), open(16, "[{\"\":") + "‸" + open(50_000, "[{\"\":"))
        + refused(
            Reason.many, "[" + open(9_999, "0,") + "‸0]", "[" + open(9_999, "[],") + "‸[",
            "[" + open(3_333, "[[0]],") + "‸[]]",
            "{\"a\":[" + open(9_998, "{},") + "‸true]}")
        + refused(Reason.end, open(32, "[") + "‸", open(31, "[") + "‸", open(32, "{\"\":") + "‸")
        + refused(Reason.noValue, "‸" + close(100_000, "]"), "‸" + close(100_000, "}"))
        + refused(Reason.array, open(32, "[") + close(31, "]") + "‸")
        + refused(Reason.more, open(32, "[") + close(32, "]") + "‸]")
        + refused(
            Reason.longKey, "{‸\"" + open(33, "😀") + "\":1}", "[{\"a\":{‸\"" + open(129, "a") + "\":1}}]",
            "{\"a\":1,‸\"" + open(129, "\\n") + "\":1}",
            "{‸\"" + open(100_000, "a") + "\":1}")

    private static func open(_ count: Int, _ text: String) -> String { String(repeating: text, count: count) }
    private static func close(_ count: Int, _ text: String) -> String { String(repeating: text, count: count) }
    private static func nested(_ depth: Int) -> JSON { (1..<depth).reduce([]) { inner, _ in [inner] } }
}
