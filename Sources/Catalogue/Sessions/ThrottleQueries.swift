import SQLEngines

extension Session {
    func failures(ofAccount key: String) async throws -> AccountFailures? {
        try await first("SELECT failures, last_failed_at FROM account_failures WHERE email_key = \(key)") { row in
            AccountFailures(count: try row.next(), lastAt: try row.next())
        }
    }

    func insertFailure(
        ofAccount key: String, at now: Timestamp, forgettingBefore start: Timestamp, after end: Timestamp
    ) async throws {
        try await execute(
            """
            INSERT INTO account_failures (email_key, failures, last_failed_at) VALUES (\(key), 1, \(now))
            ON CONFLICT (email_key) DO UPDATE SET last_failed_at = excluded.last_failed_at,
                failures = CASE WHEN account_failures.last_failed_at <= \(start)
                    OR account_failures.last_failed_at > \(end) THEN 1 ELSE account_failures.failures + 1 END
            """)
    }

    func deleteFailures(ofAccount key: String) async throws {
        try await execute("DELETE FROM account_failures WHERE email_key = \(key)")
    }

    /// `own` is the account whose failures the write counts next.
    func purgeFailures(before time: Timestamp, limit: Int64, own: String) async throws {
        let due = Due<String>(table: "account_failures", key: "email_key", by: "last_failed_at", time: time)
        try await purge(due, limit: limit, taking: [own])
    }

    /// When the address's attempt of this number, counted back from the latest, was made; nil when there are fewer
    /// after `start`, up to `end`.
    func attempt(
        number: Int64, from address: ClientAddress, after start: Timestamp, until end: Timestamp
    ) async throws -> Timestamp? {
        try await value(
            """
            SELECT attempted_at FROM address_attempts WHERE address = \(address) AND attempted_at > \(start)
                AND attempted_at <= \(end)
            ORDER BY attempted_at DESC LIMIT 1 OFFSET \(number - 1)
            """)
    }

    func insertAttempt(from address: ClientAddress, at now: Timestamp) async throws {
        try await execute("INSERT INTO address_attempts (address, attempted_at) VALUES (\(address), \(now))")
    }

    func purgeAttempts(before time: Timestamp, limit: Int64) async throws {
        let due = Due<Int64>(table: "address_attempts", key: "id", by: "attempted_at", time: time)
        try await purge(due, limit: limit)
    }
}
