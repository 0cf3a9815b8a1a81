import Testing

@testable import SoukServer

@Suite("How many files are imported at once")
struct ImportPlacesTests {
    @Test("Some, and another when one of them has been let go")
    func bounded() {
        let places = ImportPlaces()
        var held = [places.take(), places.take(), places.take()]
        #expect(held.allSatisfy { $0 != nil })
        #expect(places.take() == nil && places.take() == nil)
        held[1] = nil
        #expect(places.take() != nil)
        held[1] = places.take()
        #expect(held[1] != nil && places.take() == nil)
    }
}
