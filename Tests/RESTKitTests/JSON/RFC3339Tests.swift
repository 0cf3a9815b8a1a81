import RESTKit
import Testing

@Suite struct RFC3339Tests {
    @Test(
        "A time has six digits and Z",
        arguments: [
            (0, "1970-01-01T00:00:00.000000Z"), (1, "1970-01-01T00:00:00.000001Z"), (-1, "1969-12-31T23:59:59.999999Z"),
            (1_795_334_400_000_000, "2026-11-22T08:00:00.000000Z"),
            (951_782_400_000_000, "2000-02-29T00:00:00.000000Z"),
            (951_868_800_000_000, "2000-03-01T00:00:00.000000Z"),
            (1_709_164_800_123_456, "2024-02-29T00:00:00.123456Z"),
            (-2_203_891_200_000_000, "1900-03-01T00:00:00.000000Z"),
            (-2_203_891_200_000_001, "1900-02-28T23:59:59.999999Z"),
            (4_107_542_400_000_000, "2100-03-01T00:00:00.000000Z"),
            (4_107_542_399_999_999, "2100-02-28T23:59:59.999999Z"),
            (-62_135_596_800_000_000, "0001-01-01T00:00:00.000000Z"),
            (253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
            (-11_676_096_000_000_000, "1600-01-01T00:00:00.000000Z"),
            (1_767_225_599_999_999, "2025-12-31T23:59:59.999999Z"),
        ] as [(Int64, String)])
    func known(microseconds: Int64, text: String) {
        #expect(RFC3339.text(microseconds: microseconds) == text)
    }

    @Test("A time outside the years 1 to 9999 is written as the nearest inside")
    func outside() {
        #expect(RFC3339.text(microseconds: .min) == "0001-01-01T00:00:00.000000Z")
        #expect(RFC3339.text(microseconds: .max) == "9999-12-31T23:59:59.999999Z")
    }

    /// The calendar walked month by month, with the rule for leap years as a person says it.
    @Test("Every month of ten thousand years has its first and its last day")
    func everyMonth() {
        var time = RFC3339.range.lowerBound
        for year in 1...9999 {
            for month in 1...12 {
                let length = length(of: month, in: year)
                let name = "\(padded(year, 4))-\(padded(month, 2))"
                let first = RFC3339.text(microseconds: time)
                time += Int64(length) * 86_400_000_000
                let last = RFC3339.text(microseconds: time - 1)
                if first != "\(name)-01T00:00:00.000000Z" { return #expect(first == name) }
                if last != "\(name)-\(length)T23:59:59.999999Z" { return #expect(last == name) }
            }
        }
        #expect(time - 1 == RFC3339.range.upperBound)
    }

    private func length(of month: Int, in year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    private func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: width - text.utf8.count) + text
    }

    @Test("A day begins where its times do")
    func days() {
        #expect(RFC3339.beginning(ofDay: "1970-01-01") == 0)
        #expect(RFC3339.beginning(ofDay: "0001-01-01") == RFC3339.range.lowerBound)
        var time = RFC3339.range.lowerBound
        while RFC3339.range.contains(time) {
            #expect(RFC3339.beginning(ofDay: String(RFC3339.text(microseconds: time).prefix(10))) == time)
            time += 86_400_000_000 * 37
        }
    }

    @Test(
        "What is no day begins never",
        arguments: [
            "2026-02-29", "2026-13-01", "2026-1-01", "2026-11-31", "+026-11-26", "0000-01-01", "", "2026/11/26",
        ])
    func noDays(_ text: String) { #expect(RFC3339.beginning(ofDay: text) == nil) }
}
