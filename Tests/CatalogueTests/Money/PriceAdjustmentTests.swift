import Testing

@testable import Catalogue

@Suite("Changing prices")
struct PriceAdjustmentTests {
    /// Price, currency, change, and what comes of it: a price, or why there is none.
    private static let amounts: [(String, String, String, Result<String, BulkObstacle>)] = [
        ("15.99", "USD", "2.50", .success("18.49")), ("15.99", "USD", "+0.01", .success("16")),
        ("15.99", "USD", "-15.99", .success("0")), ("15.99", "USD", "-16", .failure(.negativePrice)),
        ("15.99", "USD", "0.001", .failure(.tooManyDigits)), ("15.99", "USD", "0", .success("15.99")),
        ("1500", "JPY", "-300", .success("1200")), ("1500", "JPY", "0.5", .failure(.tooManyDigits)),
        ("1500", "JPY", "1e2", .success("1600")), ("1.234", "KWD", "0.001", .success("1.235")),
        ("0.001", "KWD", "-0.002", .failure(.negativePrice)),
        ("10000000000000", "USD", "0.01", .failure(.priceTooHigh)),
        ("0", "JPY", "1000000000000000", .success("1000000000000000")),
        ("1", "JPY", "1000000000000000", .failure(.priceTooHigh)),
    ]

    private static let percents: [(String, String, String, Result<String, BulkObstacle>)] = [
        ("10", "USD", "10", .success("11")), ("15.99", "USD", "-50", .success("8")),
        ("0.05", "USD", "10", .success("0.06")), ("0.15", "USD", "10", .success("0.16")),
        ("0.25", "USD", "10", .success("0.28")), ("0.35", "USD", "10", .success("0.38")),
        ("0.05", "USD", "-10", .success("0.04")), ("0.15", "USD", "-10", .success("0.14")),
        ("15.99", "USD", "-100", .success("0")), ("19.99", "USD", "33.3333", .success("26.65")),
        ("5", "JPY", "10", .success("6")), ("15", "JPY", "10", .success("16")), ("25", "JPY", "-10", .success("22")),
        ("105", "JPY", "0.4761", .success("105")), ("105", "JPY", "0.4762", .success("106")),
        ("1.005", "KWD", "10", .success("1.106")), ("1.015", "KWD", "10", .success("1.116")),
        ("0.001", "KWD", "1000000", .success("10.001")),
        ("10000000000000", "USD", "0.0001", .failure(.priceTooHigh)),
        ("9999999999999.99", "USD", "1000000", .failure(.priceTooHigh)),
        ("9999999999999.99", "USD", "-0.0001", .success("9999989999999.99")),
    ]

    @Test("An amount is added exactly, or not at all", arguments: amounts)
    func amount(_ price: String, _ code: String, _ change: String, _ expected: Result<String, BulkObstacle>) throws {
        #expect(try apply(.amount(PriceDifference(literal: change)), to: price, code) == expected)
    }

    @Test("A percentage is rounded half to even, to the currency's digits", arguments: percents)
    func percent(_ price: String, _ code: String, _ change: String, _ expected: Result<String, BulkObstacle>) throws {
        #expect(try apply(.percent(Percentage(literal: change)), to: price, code) == expected)
    }

    @Test("What is no change of a price is refused, with a word why")
    func literals() {
        let difference = { try PriceDifference(literal: $0).thousandths } as (String) throws -> Int64
        let percentage = { try Percentage(literal: $0).millionths } as (String) throws -> Int64
        for (text, code) in [("", "type"), ("+-1", "type"), ("--1", "type"), ("1%", "type"), ("1e999999", "max")] {
            #expect(refusal(difference, text) == code && refusal(percentage, text) == code, "\(text)")
        }
        #expect(refusal(difference, "0.0001") == "digits" && refusal(percentage, "0.00001") == "digits")
        #expect(refusal(percentage, "-100.0001") == "min" && refusal(percentage, "1000000.1") == "max")
        #expect(refusal(percentage, "-100") == nil && refusal(percentage, "+1000000") == nil)
        #expect(refusal(difference, "-1000000000000001") == "max" && refusal(difference, "-0") == nil)
    }

    private func apply(
        _ adjustment: PriceAdjustment, to price: String, _ code: String
    ) throws -> Result<String, BulkObstacle> {
        let money = try Price(literal: price).money(in: try Currency(code))
        return Result { () throws(BulkObstacle) in try adjustment.applied(to: money).literal }
    }

    private func refusal(_ read: (String) throws -> Int64, _ text: String) -> String? {
        do {
            _ = try read(text)
            return nil
        } catch {
            return (error as? ValueError)?.code ?? "\(error)"
        }
    }
}
