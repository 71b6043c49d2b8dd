"""Writes, from the reasons that messages of the schema declare, the words with which a client is told why."""
import re

from schema_model import messages, said, text


def declared(of_answers):
    """The reasons in the order of their words: those of answers stand on `Behind`, those of refusals on all others."""
    found = {}
    for full, message, _, _ in messages:
        if (full == "kith.v1.Behind") != of_answers:
            continue
        for reason in said(message.options).get("reason", []):
            if reason.word in found:
                raise SystemExit(f"the reason {reason.word} is declared twice, the second time by {full}")
            if not reason.meaning:
                raise SystemExit(f"the reason {reason.word} has no meaning")
            found[reason.word] = reason
    return [found[word] for word in sorted(found)]


def case(word):
    """A word as Swift has it, with its ID in capitals."""
    return re.sub("Id(?=[A-Z]|$)", "ID", word)


def enumeration(name, doc, reasons):
    out = [f"/// {doc}", f"public enum {name}: String, CaseIterable, Sendable {{"]
    out += [f"  case {case(r.word)}" + (f' = "{r.word}"' if case(r.word) != r.word else "") for r in reasons]
    out += ["", "  /// What it means, in a sentence for the documentation.", "  public var meaning: String {", "    switch self {"]
    out += [f"    case .{case(r.word)}: {text(r.meaning)}" for r in reasons]
    return out + ["    }", "  }", "}", ""]


def of_refusals():
    refusals = declared(of_answers=False)
    out = enumeration("ErrorReason", "The words in an error's `data.reason`: what kind of `conflict` or `idReused` it is. Every conflict has one.", refusals)
    out += ["extension ErrorReason {", "  /// The word in `data.code` that it comes with.", "  public var code: String {", "    switch self {"]
    out += [f'    case .{case(r.word)}: "{r.code}"' for r in refusals if r.code]
    return out + ['    default: "conflict"', "    }", "  }", "}"]


def of_answers():
    return enumeration("BehindReason", "The words in `behind.reason` of an answer: why its read model cannot follow the log.", declared(of_answers=True))[:-1]
