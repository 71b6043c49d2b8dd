import FactSchema
import Glibc
import Rights
import Testing
import Wire

@testable import Daemon

@Suite struct `Roles come from uid and groups` {
  static func table(_ body: (inout RoleSettings) -> Void) throws -> RoleTable {
    var settings = RoleSettings()
    body(&settings)
    return try RoleTable(settings, own: 900)
  }

  static func peer(_ uid: UInt32, _ groups: UInt32...) -> PeerCredentials {
    PeerCredentials(pid: 1, uid: uid, groups: groups)
  }

  @Test func `the daemon's own uid and root are operators`() throws {
    let table = try Self.table { $0.users = ["reader": ["0", "900"]] }
    #expect(table.rights(of: Self.peer(0)).role == .operator && table.rights(of: Self.peer(900)).role == .operator)
  }

  @Test func `others have none by default`() throws {
    #expect(try Self.table { _ in }.rights(of: Self.peer(7, 7)).role == .none)
  }

  @Test func `the default can be set`() throws {
    #expect(try Self.table { $0.defaultRole = "reader" }.rights(of: Self.peer(7, 7)).role == .reader)
  }

  @Test func `the uid decides before any group`() throws {
    let table = try Self.table {
      $0.users = ["reader": ["7"]]
      $0.groups = ["operator": ["8"]]
    }
    #expect(table.rights(of: Self.peer(7, 8)).role == .reader)
  }

  @Test func `all of the groups count`() throws {
    let table = try Self.table { $0.groups = ["reader": ["8"], "auditor": ["9"], "agent": ["10"]] }
    let rights = table.rights(of: Self.peer(7, 8, 9, 10))
    #expect(rights.roles == ["agent", "auditor", "reader"] && rights.role == .custom)
    #expect(rights.permissions == Role.agent.permissions.union(Role.auditor.permissions))
    #expect(table.rights(of: Self.peer(7, 8, 10)).role == .agent)
  }

  @Test func `all roles of a uid count, defined ones too`() throws {
    let table = try Self.table {
      $0.defined = ["bot": [.role, .log], "clerk": [.role, .record]]
      $0.users = ["bot": ["7"], "clerk": ["7", "8"]]
      $0.defaultRole = "bot"
    }
    #expect(table.rights(of: Self.peer(7)).permissions == [.role, .log, .record])
    #expect(table.rights(of: Self.peer(8)).roles == ["clerk"] && table.rights(of: Self.peer(9)).roles == ["bot"])
  }

  @Test func `names are looked up`() throws {
    let table = try Self.table { $0.users = ["agent": ["daemon"]] }
    #expect(table.rights(of: Self.peer(1)).role == .agent)
  }

  @Test func `an unknown name is refused`() {
    #expect(throws: SettingsError.self) { try Self.table { $0.groups = ["agent": ["no-such-group"]] } }
  }

  @Test func `the kernel says who the peer is`() throws {
    var pair: [Int32] = [0, 0]
    #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
    defer { for descriptor in pair { close(descriptor) } }
    let peer = try #require(PeerCredentials(descriptor: pair[0]))
    #expect(peer.uid == geteuid() && peer.groups.contains(getegid()) && peer.pid == getpid())
  }
}
