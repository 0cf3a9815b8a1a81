/// A day of the Gregorian calendar, by arithmetic alone: years are counted from March, so that the leap day comes last.
/// After Howard Hinnant's `civil_from_days` (https://howardhinnant.github.io/date_algorithms.html).
struct CivilDate {
    let year: UInt32
    /// 1–12
    let month: UInt32
    /// 1–31
    let day: UInt32

    /// Day 0 is 0001-01-01.
    init(daysSinceYearOne days: UInt32) {
        let shifted = days + 306
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    }

    init(year: UInt32, month: UInt32, day: UInt32) {
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// Day 0 is 0001-01-01.
    var daysSinceYearOne: UInt32 {
        let year = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = year.quotientAndRemainder(dividingBy: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 306
    }
}
