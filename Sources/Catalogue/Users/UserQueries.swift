public import SQLEngines

extension User: RowDecodable {
    public static var columns: SQL { "id, email, role, is_disabled, created_at" }

    public init(row: inout Row) throws {
        id = try row.next()
        email = try row.next()
        role = try row.next()
        isDisabled = try row.next()
        createdAt = try row.next()
    }
}

extension Session {
    func user(_ id: User.ID) async throws -> User {
        guard let user: User = try await first("SELECT \(User.columns) FROM users WHERE id = \(id)") else {
            throw CatalogueError.notFound
        }
        return user
    }

    func user(emailKey: String) async throws -> User? {
        try await first("SELECT \(User.columns) FROM users WHERE email_key = \(emailKey)")
    }

    /// Open accounts of a role.
    func countUsers(_ role: Role) async throws -> Int {
        try await value("SELECT count(*) FROM users WHERE role = \(role) AND NOT is_disabled") ?? 0
    }

    /// The new user, or nil when the address has an account already. (A violated constraint would take the whole
    /// transaction with it on PostgreSQL, and the attempt's count too.)
    func insertUser(_ email: EmailAddress, hash: String, role: Role, at now: Timestamp) async throws -> User? {
        try await first(
            """
            INSERT INTO users (email, email_key, password_hash, role, is_disabled, created_at)
            VALUES (\(email.text), \(email.key), \(hash), \(role), \(false), \(now))
            ON CONFLICT (email_key) DO NOTHING RETURNING \(User.columns)
            """)
    }

    func setRole(_ role: Role, of id: User.ID) async throws -> User {
        try await changed("UPDATE users SET role = \(role) WHERE id = \(id) RETURNING \(User.columns)")
    }

    func setDisabled(_ isDisabled: Bool, _ id: User.ID) async throws -> User {
        try await changed("UPDATE users SET is_disabled = \(isDisabled) WHERE id = \(id) RETURNING \(User.columns)")
    }

    func setPasswordHash(_ hash: String, of id: User.ID) async throws -> User {
        try await changed("UPDATE users SET password_hash = \(hash) WHERE id = \(id) RETURNING \(User.columns)")
    }

    /// Deletes the user's sessions too.
    func deleteUser(_ id: User.ID) async throws {
        try await lock(rows: "users WHERE id = \(id)")
        try await lockSessions(of: id)
        guard try await execute("DELETE FROM users WHERE id = \(id)") > 0 else { throw CatalogueError.notFound }
    }

    private func changed(_ sql: SQL) async throws -> User {
        guard let user: User = try await first(sql) else { throw CatalogueError.notFound }
        return user
    }
}
