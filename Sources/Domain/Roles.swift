public import FactSchema
public import RowSchema
import SwiftProtobuf

/// What contacts are to the company, and when; of one role no two times meet.
public enum Roles {
  /// Takes a role that is assigned by what happened at that time; roles are in the order of their beginnings.
  public static func assign(_ fact: ContactRoleAssigned, at time: Instant, in roles: inout [ContactRole]) {
    let role = role(fact, at: time)
    let place = roles.firstIndex { ($0.since, $0.role) > (role.since, role.role) }
    roles.insert(role, at: place ?? roles.endIndex)
  }

  /// Takes the end of one; nothing where it is not held without an end.
  public static func end(_ fact: ContactRoleEnded, at time: Instant, in roles: inout [ContactRole]) {
    guard let place = roles.firstIndex(where: { $0.role == fact.role && !$0.hasUntil }) else { return }
    roles[place].until = end(fact, at: time)
  }

  /// The role as the fact says it, in microseconds.
  static func role(_ fact: ContactRoleAssigned, at time: Instant) -> ContactRole {
    .with {
      $0.role = fact.role
      $0.since = (fact.hasSince ? Instant(fact.since) ?? time : time).microseconds
      if fact.hasUntil, let until = Instant(fact.until) { $0.until = until.microseconds }
    }
  }

  /// When the fact says that a role ended, in microseconds.
  static func end(_ fact: ContactRoleEnded, at time: Instant) -> Int64 {
    (fact.hasUntil ? Instant(fact.until) ?? time : time).microseconds
  }

  /// The one that has no end.
  static func open(_ role: String, in roles: [ContactRole]) -> ContactRole? {
    roles.first { $0.role == role && !$0.hasUntil }
  }

  /// Whether they are the same role at some time.
  static func meet(_ a: ContactRole, _ b: ContactRole) -> Bool {
    a.role == b.role && (!a.hasUntil || b.since < a.until) && (!b.hasUntil || a.since < b.until)
  }
}
