import Catalogue
import Testing

@Suite("The register of signing keys")
struct KeyRegisterTests {
    @Test("An empty database takes any key, and knows it from then on")
    func first() async throws {
        try await AccountWorld.run { world in
            for _ in 0..<2 { try await world.catalogue.keys.recognize(current: "a", among: ["a"]) }
            await #expect(throws: UnknownKeys.self) {
                try await world.catalogue.keys.recognize(current: "b", among: ["b"])
            }
        }
    }

    @Test("A new key is taken beside the one that signed last, and is asked for from then on")
    func rotation() async throws {
        try await AccountWorld.run { world in
            try await world.catalogue.keys.recognize(current: "a", among: ["a"])
            try await world.catalogue.keys.recognize(current: "b", among: ["b", "a"])
            await #expect(throws: UnknownKeys.self) {
                try await world.catalogue.keys.recognize(current: "a", among: ["a"])
            }
            try await world.catalogue.keys.recognize(current: "c", among: ["c", "b"])
        }
    }

    @Test("A refused key leaves no trace")
    func refused() async throws {
        try await AccountWorld.run { world in
            try await world.catalogue.keys.recognize(current: "a", among: ["a"])
            try? await world.catalogue.keys.recognize(current: "b", among: ["b"])
            try await world.restarted().catalogue.keys.recognize(current: "a", among: ["a"])
        }
    }
}
