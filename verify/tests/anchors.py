"""Whose signatures count."""
import base64
import hashlib
import os

from amanat_verify import ed25519, notes
from .compare import Compared
from .forge import Signer


class Anchors(Compared):
    """Policies and cosignatures."""

    def test_anchor(self):
        with open(self.book.policy) as file:
            text = file.read()
        folder = self.folder.name
        foo = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
        key = ed25519.point_encode(ed25519.point_multiply(5, ed25519.BASE))
        witness = "w.example+%s+%s" % (notes.key_id("w.example", 4, key).hex(), base64.b64encode(b"\4" + key).decode())
        needs = text.replace("quorum none", "witness w %s\nquorum w" % witness)
        cases = [("other log", "log %s\nquorum none\n" % foo, 3), ("two logs", text.replace("quorum", "log %s\nquorum" % foo), 0),
                 ("no quorum", text.replace("quorum none", ""), 2), ("not a policy", "x\n", 2), ("witness needed", needs, 5)]
        results = []
        for what, content, code in cases:
            path = os.path.join(folder, "policy")
            with open(path, "w") as file:
                file.write(content)
            results.append(self.agree("policy: " + what, code, policy=path))
        inside = self.book.at("policy")
        with open(inside, "w") as file:
            file.write(text)
        link = os.path.join(folder, "linked-policy")
        os.symlink(inside, link)
        results += [self.agree("policy inside the book", 2, policy=inside), self.agree("policy linked into it", 2, policy=link)]
        os.remove(inside)
        os.symlink(self.book.policy, inside)
        results += [self.agree("policy outside, linked from inside", 2, policy=inside), self.agree("no policy file", 2, policy=folder + "/none")]
        os.remove(inside)
        results.append(self.agree("no such book", 2, folder + "/none"))
        self.sound(results)

    def test_cosignature(self):
        key, digest = Signer.__new__(Signer), hashlib.sha512(b"w").digest()
        key.scalar, key.prefix = int.from_bytes(digest[:32], "little") & (1 << 254) - 8 | 1 << 254, digest[32:]
        key.key = ed25519.point_encode(ed25519.point_multiply(key.scalar, ed25519.BASE))
        vkey = "w.example+%s+%s" % (notes.key_id("w.example", 4, key.key).hex(), base64.b64encode(b"\4" + key.key).decode())
        note = self.book.read(self.book.at("checkpoint"))
        text = note.split(b"\n\n")[0] + b"\n"
        blob = notes.key_id("w.example", 4, key.key) + (1404).to_bytes(8, "big") + key.sign(b"cosignature/v1\ntime 1404\n" + text)
        policy = os.path.join(self.folder.name, "witnessed")
        with open(self.book.policy) as file, open(policy, "w") as out:
            out.write(file.read().replace("quorum none", "witness w %s\ngroup g any w\nquorum g" % vkey))
        results = []
        for what, data, code in (("good", blob, 0), ("bad", blob[:-1] + bytes([blob[-1] ^ 1]), None)):
            line = ("\u2014 w.example %s\n" % base64.b64encode(data).decode()).encode()
            with self.book.replaced(self.book.at("checkpoint"), note + line):
                results.append(self.agree("cosignature: " + what, code, policy=policy))
        self.sound(results)
