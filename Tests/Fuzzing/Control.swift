@testable import Catalogue
@testable import RESTKit

/// Faults made on purpose, to see that the program finds them. The first two stand behind branches of the rooms that are
/// fuzzed: chance alone would take longer than anybody waits, and only who counts what is covered there comes to them.
enum Control: String, CaseIterable {
    case room = "fault-in-RESTKit"
    case domain = "fault-in-Catalogue"
    case cost = "too-much-CPU"

    func read(_ bytes: [UInt8]) -> Int {
        var checks = Checks()
        switch self {
        case .room: require((try? JSONReader.read(bytes)) != ["": 0], "\(rawValue) is found")
        case .domain:
            guard let price = try? Price(literal: String(decoding: bytes, as: UTF8.self)) else { break }
            require(price.thousandths % 1_000 != 1, "\(rawValue) is found")
        case .cost:
            while bytes.first == UInt8(ascii: "$"), checks.spent < mostNanoseconds + 10_000_000 { checks.timed {} }
        }
        return checks.spent
    }
}
