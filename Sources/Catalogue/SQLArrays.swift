import SQLEngines

extension SQL.StringInterpolation {
    /// Many values, in an array of a statement that is prepared for any number of them; on PostgreSQL.
    mutating func appendInterpolation(bigint values: [some SQLEncodable]) {
        appendInterpolation("CAST(\(SQLArray(values)) AS BIGINT[])" as SQL)
    }

    /// As for integers.
    mutating func appendInterpolation(text values: [some SQLEncodable]) {
        appendInterpolation("CAST(\(SQLArray(values)) AS TEXT[])" as SQL)
    }
}
