public import FactSchema
import RowSchema

/// What stands for an ``ExternalID`` wherever it need not be read: made under the log's secret, so that it confirms no
/// guess of the id. Two ids have the same one never.
public struct ExternalKey: Hashable, Sendable {
  /// What kind of subject has the id.
  public let kind: SubjectKind
  /// The keyed hash of its normal form.
  public let value: UInt128

  /// The key of that hash.
  public init(_ kind: SubjectKind, _ value: UInt128) {
    self.kind = kind
    self.value = value
  }

  /// The one in a subject's state.
  init(_ kind: SubjectKind, _ stored: SubjectState.ExternalKey) {
    self.init(kind, UInt128(stored.high) << 64 | UInt128(stored.low))
  }

  /// As a subject's state has it.
  var stored: SubjectState.ExternalKey {
    var stored = SubjectState.ExternalKey()
    stored.high = UInt64(truncatingIfNeeded: value >> 64)
    stored.low = UInt64(truncatingIfNeeded: value)
    return stored
  }
}
