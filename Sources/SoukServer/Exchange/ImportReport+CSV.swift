public import Catalogue
import RESTKit

extension ImportReport {
    /// The kept faults as a CSV file: `row,column,value,code,detail`.
    public var csv: [UInt8] {
        var csv = CSVWriter()
        csv.write(["row", "column", "value", "code", "detail"])
        for fault in faults {
            csv.write(
                [String(fault.row), fault.column ?? "", fault.value ?? "", fault.code, fault.detail].map(
                    FormulaGuard.guarded))
        }
        return csv.take()
    }
}
