/// When a row is written and by whom: what its `updated_at` and `updated_by` say from then on.
struct Stamp: Sendable {
    let time: Timestamp
    /// nil for one who did not sign in, and for the program's own commands.
    let author: User.ID?
}

/// A service that can write in somebody's name.
public protocol Authored: Sendable {
    /// Who is said to have written what the service writes; nil for nobody.
    var author: User.ID? { get set }
}

extension Authored {
    /// The service as it writes in this name.
    public func by(_ author: User.ID?) -> Self {
        var service = self
        service.author = author
        return service
    }
}
