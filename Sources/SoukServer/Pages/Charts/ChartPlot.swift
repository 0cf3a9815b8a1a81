/// The part of a drawing with two axes that its values are in: lines across at round values, labels beneath.
struct ChartPlot: Sendable {
    static let left = 46.0
    static let right = ChartFrame.width
    static let top = 22.0
    static let bottom = 138.0
    /// Units of the whole drawing from top to bottom.
    static let height = 156.0

    /// The value at the top: 1, 2 or 5 times a power of ten.
    let most: Double

    init(atLeast value: Double) {
        guard value.isFinite, value > 0 else {
            most = 1
            return
        }
        var power = 1.0
        while power * 10 <= value { power *= 10 }
        while power > value { power /= 10 }
        most = [power, power * 2, power * 5].first { $0 >= value } ?? power * 10
    }

    func y(of value: Double) -> Double {
        Self.bottom - min(max(value / most, 0), 1) * (Self.bottom - Self.top)
    }

    /// A line across at nothing and at the most, each with its value.
    func grid(_ shown: (Double) -> String) -> HTML {
        HTML(
            lines: [0, most].map { value in
                let y = y(of: value)
                return """
                    <line class="chart-grid" x1="\(Coordinate(Self.left))" y1="\(Coordinate(y))" \
                    x2="\(Coordinate(Self.right))" y2="\(Coordinate(y))" stroke="currentColor" stroke-opacity=".3"/>\
                    <text class="chart-tick" x="\(Coordinate(Self.left - 5))" y="\(Coordinate(y + 4))" \
                    text-anchor="end">\(shown(value))</text>
                    """
            })
    }

    /// As many of the labels as have room, each in the middle under its place: the first and every so many after it.
    static func labels(_ labels: [String], at x: (Int) -> Double) -> HTML {
        let widest = (labels.map(ChartLabel.width(of:)).max() ?? 0) + 10
        let room = max(1, Int((right - left) / widest))
        let step = max(1, (labels.count + room - 1) / room)
        return HTML(
            lines: stride(from: 0, to: labels.count, by: step).map { index in
                let half = ChartLabel.width(of: labels[index]) / 2
                let middle = min(max(x(index), half), right - half)
                return """
                    <text class="chart-tick" x="\(Coordinate(middle))" y="\(Coordinate(bottom + 14))" \
                    text-anchor="middle">\(labels[index])</text>
                    """
            })
    }
}
