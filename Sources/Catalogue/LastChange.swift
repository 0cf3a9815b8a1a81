import SQLEngines

/// When a row was written last, and by whom.
public struct LastChange: Sendable, Equatable {
    public enum Author: Sendable, Equatable {
        /// An account's e-mail address.
        case account(String)
        /// An account that is deleted by now.
        case formerAccount
        /// Somebody who did not sign in, or one of the program's own commands.
        case unknown
    }

    public let time: Timestamp
    public let author: Author
}

extension Session {
    /// Of a row of `stores`, `items` or `tags`. Throws `.notFound`.
    func lastChange<Row>(of id: Identifier<Row>, in table: SQL) async throws -> LastChange {
        let change = try await first(
            """
            SELECT r.updated_at, r.updated_by, u.email FROM \(table) r LEFT JOIN users u ON u.id = r.updated_by
            WHERE r.id = \(id)
            """
        ) { row in
            let (time, author, email): (Timestamp, User.ID?, String?) = (
                try row.next(), try row.next(), try row.next()
            )
            return LastChange(
                time: time, author: email.map { .account($0) } ?? (author == nil ? .unknown : .formerAccount))
        }
        guard let change else { throw CatalogueError.notFound }
        return change
    }
}

extension Migration {
    /// Who wrote a row last. No foreign key: an account can go without every row of the shop being looked at, and no id is
    /// given twice.
    static let authors = Migration(22, "authors") { _ in
        ["stores", "items", "tags"].map { table in
            SQL(stringLiteral: "ALTER TABLE \(table) ADD COLUMN updated_by BIGINT")
        }
    }
}
