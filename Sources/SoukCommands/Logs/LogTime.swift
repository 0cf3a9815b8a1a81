import Catalogue

/// Writes moments as log lines have them, in UTC.
enum LogTime {
    /// `2026-11-22T08:00:00.123Z` (RFC 3339), or only `08:00:00.123` for people.
    static func append(_ time: Timestamp, to bytes: inout LogBytes, style: LogStyle) {
        let milliseconds = time.microseconds.floorDivided(by: 1_000)
        let seconds = milliseconds.floorDivided(by: 1_000)
        bytes.append(second: seconds, style: style) { bytes in
            let days = seconds.floorDivided(by: 86_400)
            if style == .json {
                appendDate(days, to: &bytes)
                bytes.append(UInt8(ascii: "T"))
            }
            appendClock(seconds - days * 86_400, to: &bytes)
        }
        bytes.append(milliseconds - seconds * 1_000, width: 3)
        if style == .json { bytes.append(UInt8(ascii: "Z")) }
    }

    /// `08:00:00.`
    private static func appendClock(_ second: Int64, to bytes: inout LogBytes) {
        bytes.append(second / 3_600, width: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(second / 60 % 60, width: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(second % 60, width: 2)
        bytes.append(UInt8(ascii: "."))
    }

    /// The civil date of a day counted from 1970-01-01, by eras of 400 years that begin in March.
    private static func appendDate(_ days: Int64, to bytes: inout LogBytes) {
        let shifted = days + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        bytes.append(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), width: 4)
        bytes.append(UInt8(ascii: "-"))
        bytes.append(month, width: 2)
        bytes.append(UInt8(ascii: "-"))
        bytes.append(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, width: 2)
    }
}

extension Int64 {
    fileprivate func floorDivided(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
