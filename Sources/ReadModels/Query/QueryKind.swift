public import APISchema
public import Domain
import SwiftProtobuf

/// A query that a read model answers: the method that asks it, and what answers its requests when their form is right.
public struct QueryKind: Sendable {
  /// The method that asks it.
  public let method: Method
  private let read: @Sendable (_ encoded: [UInt8]) throws(Refusal) -> Query

  /// The query whose requests this makes into what answers them; it throws `.invalid` with the field for what is wrong
  /// beside their form.
  init<Request: QueryRequest, Body: QueryBody>(_ body: @escaping @Sendable (Request) throws(Refusal) -> Body) {
    method = Request.method
    read = { (encoded) throws(Refusal) in
      let request: Request
      do { request = try Request(serializedBytes: encoded) } catch {
        throw Refusal(.invalid, "the request is not a protobuf message of its method")
      }
      try request.checkForm()
      return Query(request, try body(request))
    }
  }

  /// The query that this encoded request asks; throws `.invalid` with the field for what is wrong.
  func query(_ encoded: [UInt8]) throws(Refusal) -> Query { try read(encoded) }
}

/// The queries of all read models, by method.
public struct QueryCatalogue: Sendable {
  /// By the method's number.
  private let kinds: [QueryKind?]

  /// The queries that these read models own. Traps where two own the same method.
  public init(_ readModels: [any Projection]) {
    var kinds: [QueryKind?] = []
    for kind in readModels.flatMap(\.queries) {
      let number = kind.method.rawValue
      while kinds.count <= number { kinds.append(nil) }
      precondition(kinds[number] == nil, "two read models answer \(kind.method)")
      kinds[number] = kind
    }
    self.kinds = kinds
  }

  /// Whether a read model answers the method.
  public func owns(_ method: Method) -> Bool {
    kinds.indices.contains(method.rawValue) && kinds[method.rawValue] != nil
  }

  /// Decodes the request of the method and checks its form.
  ///
  /// Throws `.unsupported` for a method that no read model owns, `.invalid` with the field for what is wrong.
  public func query(_ method: Method, _ encoded: [UInt8]) throws(Refusal) -> Query {
    guard owns(method), let kind = kinds[method.rawValue] else {
      throw Refusal(.unsupported, "no read model that is kept answers this method")
    }
    return try kind.query(encoded)
  }
}
