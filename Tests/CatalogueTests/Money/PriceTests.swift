import Testing

@testable import Catalogue

@Suite("Prices are exact")
struct PriceTests {
    @Test(
        "A literal is read to the last digit, in whatever form it is written",
        arguments: [
            ("15.99", "USD", 1599), ("0.30", "USD", 30), ("15", "USD", 1500), ("1.5e1", "USD", 1500),
            ("1599e-2", "USD", 1599), ("0.1599E+2", "USD", 1599), ("-0", "USD", 0), ("-0.00e5", "USD", 0),
            ("0e999999999999999999999", "USD", 0), ("0.000e-999999999999", "USD", 0), ("1.0", "JPY", 1),
            ("1500", "JPY", 1500), ("1.5e3", "JPY", 1500), ("1.234", "KWD", 1234), ("1.2340000", "KWD", 1234),
            ("10000000000000", "USD", Money.maximum), ("1e15", "JPY", Money.maximum), ("1e12", "KWD", Money.maximum),
            ("9007199254740.99", "USD", 900_719_925_474_099), ("0.1", "USD", 10), ("100.00", "JPY", 100),
            ("0.01000000000000000000000000000000", "USD", 1), ("10000000000000000000000000000e-28", "USD", 100),
        ])
    func reads(_ literal: String, _ code: String, _ minorUnits: Int64) throws {
        let currency = try Currency(code)
        #expect(try Price(literal: literal).money(in: currency) == Money(minorUnits: minorUnits, currency: currency))
    }

    @Test(
        "What cannot be held exactly is refused, never rounded",
        arguments: [
            ("-1", "USD", "min"), ("-0.001", "USD", "min"), ("-1e999999999", "USD", "min"), ("0.001", "USD", "digits"),
            ("15.999", "USD", "digits"), ("0.5", "JPY", "digits"), ("1.2345", "KWD", "digits"),
            ("1e-999999999999999999999", "USD", "digits"), ("0.30000000000000004", "USD", "digits"),
            ("10000000000000.01", "USD", "max"), ("1000000000000001", "JPY", "max"), ("1e13", "KWD", "max"),
            ("1e400", "USD", "max"), ("1e999999999999999999999", "USD", "max"),
            ("123456789012345678901234567890", "USD", "max"), ("1000000000000000.001", "KWD", "max"),
            ("10000000000000.001", "USD", "max"),
        ])
    func refuses(_ literal: String, _ code: String, _ word: String) throws {
        let currency = try Currency(code)
        let error = #expect(throws: ValueError.self) { try Price(literal: literal).money(in: currency) }
        #expect(error?.code == word)
    }

    @Test(
        "An end of a range is the nearest price in it, whatever digits it is written with",
        arguments: [
            ("2", 2000, 2000), ("2.001", 2001, 2001), ("2.0010", 2001, 2001), ("2.00001", 2001, 2000),
            ("2.0019999999999999999999999999999", 2002, 2001), ("0.000000000000000000000000000001", 1, 0),
            ("1e-999999999999", 1, 0), ("-0", 0, 0), ("0.3000000000000000444", 301, 300),
            ("999999999999999.9999999999999999999", 1_000_000_000_000_000_000, 999_999_999_999_999_999),
            ("123456789012345.00000000000000000001", 123_456_789_012_345_001, 123_456_789_012_345_000),
            ("123456789012345.6780000000000000000", 123_456_789_012_345_678, 123_456_789_012_345_678),
            ("1e15", 1_000_000_000_000_000_000, 1_000_000_000_000_000_000),
        ])
    func bounds(_ literal: String, _ from: Int64, _ upTo: Int64) throws {
        #expect(try Price(atLeast: literal).thousandths == from)
        #expect(try Price(atMost: literal).thousandths == upTo)
    }

    @Test(
        "An end of a range that no price can be near is refused",
        arguments: [
            ("-1e-30", "min"), ("-1", "min"), ("1000000000000000.00000000000000000000001", "max"), ("1e16", "max"),
            ("1000000000000000.001", "max"), ("9223372036854775.8071", "max"), ("1e999999999999", "max"), ("x", "type"),
            ("", "type"),
        ])
    func badBounds(_ literal: String, _ word: String) {
        for bound in [{ try Price(atLeast: $0) }, { try Price(atMost: $0) }] as [(String) throws -> Price] {
            let error = #expect(throws: ValueError.self) { try bound(literal) }
            #expect(error?.code == word)
        }
    }

    @Test("What is not a number is none", arguments: ["", "-", ".", "1.", ".5", "1e", "1e+", "+1", "1x", "NaN", " 1"])
    func noNumber(_ literal: String) {
        let error = #expect(throws: ValueError.self) { try Price(literal: literal) }
        #expect(error?.code == "type")
    }

    @Test("Every amount is written so that reading it gives the same amount", arguments: ["USD", "JPY", "KWD"])
    func roundTrip(_ code: String) throws {
        var dice = TestDice(1)
        let currency = try Currency(code)
        let edges: [Int64] = [0, 1, 9, 10, 99, 100, 101, 999, 1000, 1001, Money.maximum]
        for amount in edges + (0..<2000).map({ _ in .random(in: 0...Money.maximum, using: &dice) }) {
            let money = Money(minorUnits: amount, currency: currency)
            #expect(try Price(literal: money.literal).money(in: currency) == money)
        }
    }

    @Test(
        "An amount is written as the shortest decimal",
        arguments: [
            (1599, "USD", "15.99"), (30, "USD", "0.3"), (5, "USD", "0.05"), (1500, "USD", "15"), (0, "USD", "0"),
            (1500, "JPY", "1500"), (1005, "KWD", "1.005"), (1, "KWD", "0.001"),
            (1_000_000_000_000_000, "USD", "10000000000000"),
        ])
    func writes(_ minorUnits: Int64, _ code: String, _ literal: String) throws {
        #expect(Money(minorUnits: minorUnits, currency: try Currency(code)).literal == literal)
    }

    @Test("Any exponent costs what its digits cost")
    func absurdExponents() throws {
        let long = "1e" + String(repeating: "9", count: 200_000)
        let elapsed = ContinuousClock().measure { _ = try? Price(literal: long) }
        #expect(elapsed < .seconds(5))
    }
}

@Suite("Currencies")
struct CurrencyTests {
    @Test("Codes of ISO 4217 with 0, 2 or 3 digits are accepted")
    func known() throws {
        #expect(try Currency("USD").digits == 2)
        #expect(try Currency("JPY").digits == 0)
        #expect(try Currency("KWD").digits == 3)
        for code in Currency.codes { #expect(try Currency(code).code == code) }
        #expect(Currency.codes == Currency.codes.sorted() && Currency.codes.count > 150)
    }

    @Test(
        "Other codes are refused",
        arguments: ["", "usd", "US", "USDD", "CLF", "UYW", "XAU", "XXX", "XTS", "EURO", "ZZZ", "\u{212A}RW"])
    func unknown(_ code: String) {
        let error = #expect(throws: ValueError.self) { try Currency(code) }
        #expect(error?.code == "currency")
    }
}
