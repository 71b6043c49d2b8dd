"""Writes the .proto files that a client needs into a Swift file, for `kith protos`: the folder of the files, their names,
and on standard output the Swift."""
import pathlib
import sys

folder, names = pathlib.Path(sys.argv[1]), sys.argv[2:]
out = ["// Made by config/schema from the .proto files. Do not edit.", "// swift-format-ignore-file", "",
       "/// The .proto files that a client needs.", "enum ProtoFiles {",
       "  /// Each by its path, as the others import it.", "  static let all: [(path: String, text: String)] = ["]
for name in names:
    text = (folder / name).read_text()
    if '"""###' in text:
        raise SystemExit(f"{name} cannot stand in a Swift literal")
    out += [f'    ("{name}", ###"""'] + text.split("\n") + ['"""###),']
out += ["  ]", "}"]
print("\n".join(out))
