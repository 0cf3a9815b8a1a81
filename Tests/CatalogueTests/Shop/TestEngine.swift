import Catalogue
import SQLEngines

/// The engines that every test of the shop runs on.
enum TestEngine: CaseIterable, Sendable {
    case sqlite

    static var all: [TestEngine] { allCases }

    func open() async throws -> any Engine {
        switch self {
        case .sqlite: try await SQLiteEngine.temporary()
        }
    }
}
