import Catalogue

/// Names of tags as they are typed into one box, with commas between them.
struct TagNames: Sendable {
    private static let most = 20
    private(set) var all: [Name] = []

    /// Throws ``CatalogueError/invalid(_:)`` about the field `tags`.
    init(_ text: String) throws(CatalogueError) {
        do throws(ValueError) {
            for piece in text.unicodeScalars.split(separator: ",").map({ String($0) })
            where !piece.allSatisfy(\.isWhitespace) {
                all.append(try Name(piece))
            }
            if all.count > Self.most { throw ValueError("max", "must be \(Self.most) at most") }
        } catch {
            throw .invalid([InvalidField("tags", error)])
        }
    }
}
