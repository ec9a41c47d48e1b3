"""An export, and every kind of file in it damaged: both verifiers on one damage."""
import contextlib
import os
import subprocess

from .compare import CLI, Compared, SHELF


class Exports(Compared):
    """Bundles and tiles flipped, cut, gone; the checkpoint changed."""

    def setUp(self):
        self.book = self.part
        if not os.path.isdir(SHELF.at("export")):
            subprocess.run([CLI, "audit", "export", self.part.folder, "--out", SHELF.at("export")], check=True,
                           capture_output=True, timeout=60)
        self.out = SHELF.at("export")

    def sheets(self):
        """Paths of all tiles and bundles."""
        return sorted(os.path.join(folder, name) for folder, _, names in os.walk(os.path.join(self.out, "tile"))
                      for name in names)

    @contextlib.contextmanager
    def with_file(self, path, data):
        with open(path, "rb") as file:
            before = file.read()
        try:
            if data is None:
                os.remove(path)
            else:
                with open(path, "wb") as file:
                    file.write(data)
            yield
        finally:
            with open(path, "wb") as file:
                file.write(before)

    def read(self, path):
        with open(path, "rb") as file:
            return file.read()

    def test_sound(self):
        self.assertTrue(self.agree("an export", 0, self.out))
        self.assertTrue(self.agree("an export without a policy", 5, self.out, policy=None))

    def test_flips(self):
        results = []
        for path in self.sheets():
            data = self.read(path)
            for at in {0, 1, len(data) - 1, *(self.random.randrange(len(data)) for _ in range(4))}:
                flipped = data[:at] + bytes([data[at] ^ 1 << self.random.randrange(8)]) + data[at + 1:]
                with self.with_file(path, flipped):
                    results.append(self.agree("flip at %d of %s" % (at, os.path.relpath(path, self.out)), 3, self.out))
        self.sound(results)
        self.assertGreater(len(results), 40)

    def test_files(self):
        results = []
        for path in self.sheets():
            data = self.read(path)
            for what, changed in (("gone", None), ("cut", data[:-1]), ("longer", data + b"\0"), ("empty", b"")):
                with self.with_file(path, changed):
                    results.append(self.agree("%s: %s" % (what, os.path.relpath(path, self.out)), 3, self.out))
        self.sound(results)

    def test_checkpoint(self):
        path = os.path.join(self.out, "checkpoint")
        note = self.read(path)
        lines = note.split(b"\n")
        cases = [("gone", None, 4), ("empty", b"", 3), ("of another size", note.replace(lines[1], b"256", 1), 3),
                 ("of another root", note.replace(lines[2], lines[2][::-1], 1), 3), ("unsigned", b"\n".join(lines[:3]) + b"\n", 3)]
        results = []
        for what, changed, code in cases:
            with self.with_file(path, changed):
                results.append(self.agree("checkpoint " + what, code, self.out))
        self.sound(results)
