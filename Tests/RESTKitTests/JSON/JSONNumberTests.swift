import RESTKit
import Testing

@Suite struct JSONNumberTests {
    @Test(
        "A number with an integral value is an integer, however it is written",
        arguments: [
            ("7", 7), ("7.0", 7), ("70e-1", 7), ("0.7e1", 7), ("7e0", 7), ("-0", 0), ("0e999999999999", 0),
            ("-0.000", 0),
            ("0.00e-5", 0), ("1e18", 1_000_000_000_000_000_000), ("9223372036854775807", .max),
            ("-9223372036854775808", .min),
            ("9223372036854775807.000", .max), ("0.000000000000000001e18", 1),
        ] as [(String, Int64)])
    func integral(literal: String, value: Int64) throws {
        #expect(try #require(JSONNumber(literal: literal)).integer == value)
    }

    @Test(
        "A fraction or a number beyond 64 bits is no integer",
        arguments: [
            "7.5", "1e-1", "1e19", "9223372036854775808", "-9223372036854775809", "1e1000000000", "1e-1000000000",
            "9223372036854775807.5", "123456789012345678901234567890", "1e99999999999999999999999999",
        ])
    func notIntegral(literal: String) throws {
        #expect(try #require(JSONNumber(literal: literal)).integer == nil)
    }

    @Test(
        "Trailing zeros do not count as digits",
        arguments: [
            ("15.990", 2, "1599", -2), ("15", 0, "15", 0), ("1500", 0, "15", 2), ("0.30", 1, "3", -1),
            ("1e-3", 3, "1", -3),
            ("0.000", 0, "", 0), ("-12.5e1", 0, "125", 0), ("1.50e1", 0, "15", 0),
        ])
    func digits(literal: String, fractionDigits: Int, digits: String, exponent: Int) throws {
        let decimal = try #require(JSONNumber(literal: literal)).decimal
        #expect(decimal.fractionDigits == fractionDigits)
        #expect(decimal.digits == digits)
        #expect(decimal.exponent == exponent)
        #expect(decimal.isNegative == (literal.hasPrefix("-") && !digits.isEmpty))
    }

    @Test("Scaling by a power of ten is exact or nothing")
    func scaled() throws {
        let price = try #require(JSONNumber(literal: "15.99")).decimal
        #expect(price.integer(scaledBy: 2) == 1599)
        #expect(price.integer(scaledBy: 3) == 15_990)
        #expect(price.integer(scaledBy: 1) == nil)
        #expect(try #require(JSONNumber(literal: "0.30000000000000004")).decimal.integer(scaledBy: 2) == nil)
        #expect(try #require(JSONNumber(literal: "0")).decimal.integer(scaledBy: .max) == 0)
    }

    @Test("Decimals compare as numbers")
    func order() throws {
        let literals = [
            "-1e9", "-15.995", "-15.99", "-15", "-1e-9", "0", "1e-9", "0.5", "0.51", "5", "15", "15.99", "1e2",
        ]
        let decimals = try literals.map { try #require(JSONNumber(literal: $0)).decimal }
        for left in decimals.indices {
            for right in decimals.indices {
                #expect((decimals[left] < decimals[right]) == (left < right), "\(literals[left]) \(literals[right])")
            }
        }
        #expect(JSONNumber(literal: "1.50")?.decimal == JSONNumber(literal: "15e-1")?.decimal)
    }

    @Test(
        "What the grammar does not have is no number",
        arguments: ["", "-", "01", "1.", ".5", "+1", "1e", "1 ", " 1", "٣", "1e5.0"])
    func malformed(literal: String) {
        #expect(JSONNumber(literal: literal) == nil)
    }

    @Test("A number of a quarter of a million digits, or of a huge exponent, costs no more than reading it")
    func cost() throws {
        let literals = ["1e1000000000", "-1e-1000000000", "0." + String(repeating: "3", count: 260_000)]
        let numbers = try literals.map { try #require(JSONNumber(literal: $0)) }
        let spent = processorTime {
            for number in numbers { #expect(number.integer == nil) }
        }
        #expect(spent < .seconds(1))
    }
}
