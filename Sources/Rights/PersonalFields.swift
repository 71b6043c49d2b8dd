import Bytes
package import Descriptors

/// The personal fields of answers and of requests: who is not permitted `personal` is not given the first and does not ask
/// by the second.
package struct PersonalFields {
  private let pool: DescriptorPool
  private let names: [UInt8]

  package init(_ pool: DescriptorPool = .shared) {
    self.pool = pool
    names = pool.names
  }

  // MARK: Answers

  /// An encoded message of that type without them; each object that had a place for some names them in `denied`, whether
  /// they held anything or not. Nil when the bytes are not such a message.
  package func leftOut(of bytes: Span<UInt8>, _ index: Int) -> [UInt8]? {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    return copy(bytes, 0..<bytes.count, index, to: &out) ? out : nil
  }

  private func copy(_ bytes: Span<UInt8>, _ range: Range<Int>, _ index: Int, to out: inout [UInt8]) -> Bool {
    let message = pool.messages[index]
    guard message.holdsPersonal else {
      out.append(bytes.extracting(range))
      return true
    }
    var fact: FieldDescriptor?
    var reader = ProtobufReader(range)
    while !reader.isAtEnd {
      let start = reader.index
      guard let tag = reader.tag(bytes) else { return false }
      var value = reader
      guard reader.skip(tag.wireType, bytes) else { return false }
      let order = pool.order(ofNumber: tag.number, in: message)
      // Of what the schema does not have nobody knows whose it is.
      guard order >= 0 else { continue }
      let field = pool.fields[message.firstField + order]
      if field.isPersonal { continue }
      guard field.kind == .message || field.kind == .fact, pool.messages[field.target].holdsPersonal else {
        out.append(bytes.extracting(start..<reader.index))
        continue
      }
      guard tag.wireType == .delimited, let content = value.delimited(bytes) else {
        return false
      }
      let inner = out.begin(delimited: field.number)
      guard copy(bytes, content, field.target, to: &out) else { return false }
      out.end(delimited: inner)
      if field.kind == .fact { fact = self.fact(bytes, content) }
    }
    appendDenied(message, fact, to: &out)
    return true
  }

  /// The field of `Fact` that these bytes hold.
  private func fact(_ bytes: Span<UInt8>, _ range: Range<Int>) -> FieldDescriptor? {
    let message = pool.messages[pool.factMessage]
    var reader = ProtobufReader(range)
    guard let tag = reader.tag(bytes) else { return nil }
    let order = pool.order(ofNumber: tag.number, in: message)
    return order >= 0 ? pool.fields[message.firstField + order] : nil
  }

  private func appendDenied(_ message: MessageDescriptor, _ fact: FieldDescriptor?, to out: inout [UInt8]) {
    guard message.deniedOrder >= 0 else { return }
    let denied = pool.fields[message.firstField + message.deniedOrder]
    appendNames(of: message, under: "", as: denied, to: &out)
    guard let fact else { return }
    appendNames(of: pool.messages[fact.target], under: "data.", as: denied, to: &out)
  }

  private func appendNames(
    of message: MessageDescriptor, under prefix: StaticString, as denied: FieldDescriptor, to out: inout [UInt8]
  ) {
    for order in 0..<message.fieldCount {
      let field = pool.fields[message.firstField + order]
      guard field.isPersonal else { continue }
      let start = out.begin(delimited: denied.number)
      out.append(literal: prefix)
      out.append(names.span.extracting(field.nameStart..<field.nameStart + field.nameCount))
      out.end(delimited: start)
    }
  }

  // MARK: Requests

  /// The path of the first personal field that a request asks by; nil where there is none. What it wants to record is not
  /// asked by.
  package func askedBy(_ bytes: Span<UInt8>, _ range: Range<Int>, _ index: Int) -> String? {
    let message = pool.messages[index]
    guard message.asksPersonal else { return nil }
    var reader = ProtobufReader(range)
    while !reader.isAtEnd {
      guard let tag = reader.tag(bytes) else { return nil }
      var value = reader
      guard reader.skip(tag.wireType, bytes) else { return nil }
      let order = pool.order(ofNumber: tag.number, in: message)
      guard order >= 0 else { continue }
      let field = pool.fields[message.firstField + order]
      if field.isPersonal { return pool.name(of: field) }
      guard field.kind == .message, let content = value.delimited(bytes) else { continue }
      if let inner = askedBy(bytes, content, field.target) { return "\(pool.name(of: field)).\(inner)" }
    }
    return nil
  }
}
