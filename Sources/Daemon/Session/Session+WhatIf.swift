import APISchema
import Domain
import Engine
import FactSchema
import Rights
import Wire

/// What would be.
extension Session {
  /// The job of a question about what would be: the caller must be permitted to ask its query, and to record its facts.
  func whatIf(_ call: Connection.Call) throws(Refusal) -> WhatIfJob {
    guard let asked = CheckedWhatIfRequest(checked: call.request) else {
      throw .internal("The request could not be read after it was checked.")
    }
    guard let method = asked.method else { throw .invalid("query", "must be one query, under its method's name") }
    let rights = connection.rights
    guard rights.allow(method.needs) else {
      throw .forbidden(
        rights.refusal(of: "call \(method.name)", method.needs), field: "query", role: rights.role,
        permission: rights.lacks(method.needs))
    }
    let path = "query.\(CheckedWhatIfRequest.member(method))."
    var query = try self.query(method, asked.query, at: path, ticket(call.number))
    query.after = call.after
    let differences = ReplyDifferences(hidesPersonal: !connection.seesPersonal)
    return WhatIfJob(
      query, at: path, without: asked.request.without.map { Position($0) }, with: try facts(asked.recording),
      rehearsal: asked.request.hasRehearsal ? asked.request.rehearsal : nil, role: rights.role,
      roleName: rights.roleName
    ) { (method, asItIs, asItWouldBe) throws(Refusal) in
      guard let told = differences.encoded(of: method, asItIs, asItWouldBe) else {
        throw .internal("The answers could not be compared.")
      }
      return told
    }
  }

  private func query(
    _ method: Method, _ encoded: [UInt8], at path: String, _ ticket: Ticket
  ) throws(Refusal) -> QueryJob {
    do throws(Refusal) {
      return try hub.engine.job(method, encoded, seesPersonal: connection.seesPersonal, ticket)
    } catch {
      throw error.moved(under: path)
    }
  }

  private func facts(_ recording: [UInt8]) throws(Refusal) -> [Command.Event] {
    do throws(Refusal) {
      return try recordRequest(recording).1
    } catch {
      throw CommandRules.inWhatIf(error)
    }
  }
}
