import Catalogue
import RESTKit

extension Request {
    /// In whose name the request writes; nil when nobody has signed in for it.
    var author: User.ID? { caller.map { User.ID($0.userID) } }
}
