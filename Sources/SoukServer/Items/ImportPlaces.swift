import Synchronization

/// How many files from browsers are imported at once. Each is in memory until its import has ended, and that may be long
/// after its client has gone: a write that was begun goes on.
final class ImportPlaces: Sendable {
    private static let most = 3

    private let taken = Atomic(0)

    /// Held by whoever holds the file; nil when all are taken.
    func take() -> Place? {
        guard taken.add(1, ordering: .relaxed).newValue <= Self.most else {
            taken.subtract(1, ordering: .relaxed)
            return nil
        }
        return Place(of: self)
    }

    /// Given back when nobody holds it any more.
    final class Place: Sendable {
        private let places: ImportPlaces

        fileprivate init(of places: ImportPlaces) {
            self.places = places
        }

        deinit { places.taken.subtract(1, ordering: .relaxed) }
    }
}
