import APISchema
import FactSchema

@testable import Rights
@testable import Wire

extension SchemaDocuments {
  // MARK: Permissions

  /// The page of permissions and roles.
  static var permissions: String {
    var page = """
      # Permissions and roles

      \(note)

      What a client may do is a set of permissions. Every method, and every fact, says which ones it takes: all of them. What
      the schema says nothing of is for operators alone. A role is a set of permissions with a name.

      ## Permissions

      | permission | what it is for | methods | facts that take more than `record` |
      |---|---|---|---|

      """
    for permission in Permission.allCases {
      let one = Permissions(permission)
      let methods = Method.allCases.filter { $0.needs.isSuperset(of: one) }.map(link)
      let facts = FactType.allCases.filter { $0.needs.subtracting([.record, .unopened]).isSuperset(of: one) }
      page += "| `\(permission.word)` | \(permission.doc) | \(methods.joined(separator: ", ")) | "
      page += facts.map { "[\($0.name)](facts.md#\(anchor($0.name)))" }.joined(separator: ", ") + " |\n"
    }
    let every = Method.allCases.filter { $0.needs == .role }.map(link)
    let anyone = Method.allCases.filter(\.needs.isEmpty).map(link)
    page += """

      Whoever has a role may call \(list(every)); anyone at all may call \(list(anyone)).

      ## The roles that are always there

      | permission | \(Role.predefined.map(\.word).joined(separator: " | ")) |
      |---|\(String(repeating: "---|", count: Role.predefined.count))

      """
    for permission in Permission.allCases {
      let marks = Role.predefined.map { Rights($0).allow(Permissions(permission)) ? "yes" : "" }
      page += "| `\(permission.word)` | \(marks.joined(separator: " | ")) |\n"
    }
    page += """

      The role `none` is that of whoever has no other. Operators may besides do what no permission is for.

      """
    return page + configured
  }

  private static func link(_ method: Method) -> String { "[\(method.name)](methods.md#\(anchor(method.name)))" }

  /// What is said by hand, because no schema says it.
  private static let configured = """

    ## Roles of your own

    The [configuration](configuration.md#roles-of-your-own) defines further roles, each as a list of the permissions above.
    A client that has several roles may do all that any of them allows; none is stronger than another. `hello` tells a client
    its `roles` and `permissions`. What is refused is `forbidden`, and the error says in `permission` which one is lacking.

    A record holds who recorded it, and in one byte what that user was permitted to do: the name of the predefined role that
    allows exactly that, else `custom`. What `custom` stood for at the time is in the configuration of that time; the number
    of a role that a configuration defines would not mean the same for ever. Of a client with several roles it is the same:
    who is reader and agent may do what an agent may, and is stored as `agent`; who is agent and auditor as `custom`.

    """
}
