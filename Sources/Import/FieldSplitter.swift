/// Cuts the bytes of one row into fields and takes their quotes off.
struct FieldSplitter {
  let separator: InputFormat.Separator
  let quote: UInt8?

  /// The fields, and why they are none if so.
  func split(_ row: [UInt8]) -> (fields: [[UInt8]], fault: String?) {
    var fields: [[UInt8]] = []
    var field: [UInt8] = []
    var state = QuoteState.fieldStart
    var wasQuoted = false
    var fault: String?
    for byte in row {
      let before = state
      state.step(byte, separator: separator, quote: quote)
      switch (before, state) {
      case (.quoted, .quoteSeen): break
      case (.fieldStart, .quoted): wasQuoted = true
      case (.quoted, _): field.append(byte)
      case (.quoteSeen, .quoted): field.append(byte)
      case (_, .fieldStart):
        endField(&field, wasQuoted: &wasQuoted, into: &fields)
      default:
        if before == .quoteSeen {
          fault = fault ?? "text stands after a closing quote in field \(fields.count + 1)"
        }
        field.append(byte)
      }
    }
    if state == .quoted { fault = fault ?? "a quote is opened and never closed" }
    if case .whitespace = separator, field.isEmpty, !wasQuoted { return (fields, fault) }
    fields.append(field)
    return (fields, fault)
  }

  private func endField(_ field: inout [UInt8], wasQuoted: inout Bool, into fields: inout [[UInt8]]) {
    // A run of white space is one separator, and none at the beginning of a row.
    if case .whitespace = separator, field.isEmpty, !wasQuoted { return }
    fields.append(field)
    field = []
    wasQuoted = false
  }
}
