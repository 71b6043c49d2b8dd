import Bytes
import FactSchema

extension Array where Element == UInt8 {
  /// Appends an id as its text.
  mutating func appendField(_ number: UInt64, _ subject: SubjectID) {
    appendHead(number, count: subject.textBytes)
    subject.appendText(to: &self)
  }
}
