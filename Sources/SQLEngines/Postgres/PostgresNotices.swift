import CPostgres

/// What a server says beside its answers. Only one thing of it matters: that a commit which was to wait for a standby
/// has stopped waiting, by a time-out or a cancellation. Such a commit is not safe from the primary's loss.
final class PostgresNotices {
    private(set) var standbyIsMissing = false

    /// Hears what comes on `connection` from now on, which must not outlive this object.
    func hear(_ connection: OpaquePointer) {
        PQsetNoticeReceiver(
            connection,
            { notices, result in
                guard let notices, let result else { return }
                Unmanaged<PostgresNotices>.fromOpaque(notices).takeUnretainedValue().take(result)
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// The function's name stands in no language but C (`syncrep.c`).
    private func take(_ result: OpaquePointer) {
        guard let function = PQresultErrorField(result, Int32(UInt8(ascii: "R"))) else { return }
        if String(cString: function) == "SyncRepWaitForLSN" { standbyIsMissing = true }
    }
}
