"""Writes the table of Unicode's canonical decompositions (Hangul, which follows a rule, apart) as Swift."""
import unicodedata

entries = []
for code in range(0x110000):
    mapping = unicodedata.decomposition(chr(code))
    if not mapping or mapping.startswith("<"):
        continue
    # A `-` marks a decomposition that composing does not undo.
    mark = "" if unicodedata.normalize("NFC", chr(code)) == chr(code) else "-"
    entries.append(f"{mark}{code:x} " + " ".join(f"{int(part, 16):x}" for part in mapping.split()))

print("// Made by config/unicode-tables.py from Unicode", unicodedata.unidata_version + ". Do not edit.")
print("// swift-format-ignore-file")
print()
print("extension UnicodeForms {")
print("  /// `composed first second,` in hexadecimal; see config/unicode-tables.py.")
print('  static let decompositionTable = """')
line = ""
for entry in entries:
    if len(line) + len(entry) > 112:
        print("    " + line + "\\")
        line = ""
    line += entry + ","
print("    " + line)
print('    """')
print("}")
