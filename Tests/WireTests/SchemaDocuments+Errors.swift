import APISchema
import FactSchema

@testable import Description
@testable import Wire

extension SchemaDocuments {
  /// The reference of errors: codes, reasons, paths.
  static var errors: String {
    """
    # Errors

    \(errorsNote)

    JSON-RPC's own numbers stand for its own errors:

    | number | |
    |---|---|
    | -32700 | not JSON; also invalid UTF-8 and nesting deeper than 64 |
    | -32600 | not a request |
    | -32601 | no such method |
    | -32602 | `params` is not an object |
    | -32603 | something is wrong with the daemon |

    Everything else is -32000 with `data`, in binary an `ErrorReply`:

    ```json
    {"jsonrpc":"2.0","id":2,"error":{"code":-32000,
      "message":"contact_01h2xcejqtf2nbrexx3vqjhp41 has version 3, not 2","data":{"code":"conflict",
      "field":"expect[0].version","retryable":false,"reason":"version",
      "subject":"contact_01h2xcejqtf2nbrexx3vqjhp41","version":3}}}
    ```

    `message` is one sentence for a person and may change. An error never contains the value of a personal field, and
    repeats of what a client sent only names, cut to 64 bytes. A refused `record` names the `event` that was at fault, from
    0, and has recorded nothing.

    ## Where

    `field` is the path of what was refused, from the parameters on: names as the parameters have them, with points
    between them, and for an entry of a list its place in brackets, from 0: `limit`, `expect[0].version`,
    `unless.any[1].types[0]`, `events[2].data.lines[0].quantity`. A fact that is called by its name has its fields among its
    parameters, so that the same are `contact` and `lines[0].quantity` there; in binary, where facts are recorded by
    `record` alone, they are as in `record`. The message of what is `invalid` or `notFound` begins with the path and a
    colon.

    ## Codes

    `data.code` is one of these words, and `retryable` says whether the same request may succeed later.

    | code | meaning | worth trying again |
    |---|---|---|
    \(ErrorWord.allCases.map { "| `\($0.rawValue)` | \($0.meaning) | \($0.isRetryable ? "yes" : "no") |" }.lines)

    ## Reasons

    `data.reason` says what kind of conflict it is. Every `conflict` has one.

    | reason | code | what stands in the way |
    |---|---|---|
    \(ErrorReason.allCases.map { "| `\($0.rawValue)` | `\($0.code)` | \($0.meaning) |" }.lines)

    ## Answers from before the head

    An answer has `behind`, with the `head` of the log then and a `reason`, where its read model cannot follow:

    | reason | |
    |---|---|
    \(BehindReason.allCases.map { "| `\($0.rawValue)` | \($0.meaning) |" }.lines)

    """
  }

  private static let errorsNote =
    "This page is made from the words that the code declares; a test holds it to them. Write it anew with\n"
    + "`KITH_WRITE_DOCS=1 swift test --filter 'reference pages'`."
}

extension [String] {
  fileprivate var lines: String { joined(separator: "\n") }
}
