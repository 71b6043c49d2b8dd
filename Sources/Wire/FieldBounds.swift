import Descriptors

/// The bounds that hold for what is sent, in both framings: those of each field, which the schema has, and of a request.
enum FieldBounds {
  /// The most messages in the lists of one request, those in the lists of its facts included: such an entry takes more
  /// memory than its bytes.
  static let entriesMax = 65_536

  static func tooLong(_ field: FieldDescriptor) -> WireError {
    WireError(.invalid, "must have at most \(field.maxBytes) bytes")
  }

  static func tooMany(_ field: FieldDescriptor) -> WireError {
    WireError(.invalid, "must have at most \(field.maxCount) entries")
  }

  static let tooManyEntries = WireError(
    .tooLarge, "a request has at most \(entriesMax) entries in its lists and in those of its facts")
}
