public import APISchema
import Bytes
import Descriptors
import FactSchema
import Rights

/// Tells two answers to a method apart, for who may see personal fields or not.
public struct ReplyDifferences: Sendable {
  private let hidesPersonal: Bool

  /// The most that are told.
  public static let countMax = 1000

  /// For a client that is given personal fields or not.
  public init(hidesPersonal: Bool) { self.hidesPersonal = hidesPersonal }

  /// In what two encoded answers differ, of which one may be absent: fields of a WhatIfReply, encoded. Nil where the bytes are
  /// no such answers.
  ///
  /// Where the answers were read from is not looked at: it is the same position.
  public func encoded(of method: Method, _ asItIs: [UInt8]?, _ asItWouldBe: [UInt8]?) -> [UInt8]? {
    guard let left = text(asItIs, of: method), let right = text(asItWouldBe, of: method) else { return nil }
    let differences = JSONDifferences(left, right, limit: Self.countMax, ignoring: ["position", "cursor"])
    var out: [UInt8] = []
    for difference in differences.found {
      let start = out.begin(delimited: WhatIfReply.Field.differences)
      out.appendField(WhatIfReply.Difference.Field.path, difference.path)
      if let value = difference.left { out.appendPresentField(WhatIfReply.Difference.Field.asItIs, value) }
      if let value = difference.right { out.appendPresentField(WhatIfReply.Difference.Field.asItWouldBe, value) }
      out.end(delimited: start)
    }
    out.appendField(WhatIfReply.Field.more, differences.hasMore)
    return out
  }

  /// An answer as JSON; of none an empty object.
  private func text(_ answer: [UInt8]?, of method: Method) -> [UInt8]? {
    guard let answer else { return Array("{}".utf8) }
    var shown = answer
    if hidesPersonal {
      guard let left = PersonalFields().leftOut(of: answer.span, method.reply.index) else { return nil }
      shown = left
    }
    var out: [UInt8] = []
    do throws(WireError) {
      try JSONWriter.append(shown.span, as: method.reply, to: &out)
      return out
    } catch {
      return nil
    }
  }
}
