/// A key and its value in one call.
extension JSONWriter {
    public mutating func field(_ name: StaticString, _ text: String) {
        key(name)
        string(text)
    }

    /// nil is written as null.
    public mutating func field(_ name: StaticString, _ text: String?) {
        key(name)
        if let text { string(text) } else { null() }
    }

    public mutating func field(_ name: StaticString, _ number: Int64) {
        key(name)
        integer(number)
    }

    public mutating func field(_ name: StaticString, _ value: Bool) {
        key(name)
        boolean(value)
    }

    /// A number by its literal, which is trusted to be one (RFC 8259 §6).
    public mutating func field(_ name: StaticString, number literal: String) {
        key(name)
        number(literal)
    }

    /// `units` × 10^-`digits`: see ``decimal(_:digits:)``.
    public mutating func field(_ name: StaticString, decimal units: Int64, digits: Int) {
        key(name)
        decimal(units, digits: digits)
    }

    /// Microseconds since 1970: see ``time(microseconds:)``.
    public mutating func field(_ name: StaticString, time microseconds: Int64) {
        key(name)
        time(microseconds: microseconds)
    }

    /// Opens an object as a member's value. Close it with ``endObject()``.
    public mutating func beginObject(_ name: StaticString) {
        key(name)
        beginObject()
    }

    /// Opens an array as a member's value. Close it with ``endArray()``.
    public mutating func beginArray(_ name: StaticString) {
        key(name)
        beginArray()
    }

    /// A whole value.
    public mutating func value(_ json: JSON) {
        switch json {
        case .null: null()
        case .boolean(let value): boolean(value)
        case .number(let value): number(value.literal)
        case .string(let text): string(text)
        case .array(let elements):
            beginArray()
            for element in elements { value(element) }
            endArray()
        case .object(let object):
            beginObject()
            for member in object.members {
                key(member.name)
                value(member.value)
            }
            endObject()
        }
    }
}
