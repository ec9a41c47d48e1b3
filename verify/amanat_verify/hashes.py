"""Checksums, leaves, the tree, the chain: docs/format.md 2."""
import hashlib

CHAIN_CONTEXT = b"amanat ledger chain v1"


def crc_table():
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)  # Castagnoli, reflected
        table.append(byte)
    return table


CRC_TABLE = crc_table()


def crc32c(data, crc=0):
    crc ^= 0xFFFFFFFF
    for byte in data:
        crc = CRC_TABLE[(crc ^ byte) & 255] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


def leaf_hash(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def next_level(nodes):
    return [hashlib.sha256(b"\1" + nodes[i] + nodes[i + 1]).digest() for i in range(0, len(nodes) - 1, 2)]


def tree_root(leaves):
    """RFC 6962: a last node without a sibling rises as it is."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    while len(leaves) > 1:
        leaves = next_level(leaves) + (leaves[-1:] if len(leaves) % 2 else [])
    return leaves[0]


BLAKE3_IV = (0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19)
BLAKE3_ORDER = (2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8)
BLAKE3_G = ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
            (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14))
START_END_ROOT, CONTEXT_FLAG, MATERIAL_FLAG = 1 | 2 | 8, 32, 64


def blake3_block(key, data, flags):
    """BLAKE3 of at most one block of 64 bytes, which is all that a link needs."""
    m = [int.from_bytes(data[i:i + 4].ljust(4, b"\0"), "little") for i in range(0, 64, 4)]
    v = [*key, *BLAKE3_IV[:4], 0, 0, len(data), flags | START_END_ROOT]
    for _ in range(7):
        for n, (a, b, c, d) in enumerate(BLAKE3_G):
            for word, turn_d, turn_b in ((m[2 * n], 16, 12), (m[2 * n + 1], 8, 7)):
                v[a] = (v[a] + v[b] + word) & 0xFFFFFFFF
                x = v[d] ^ v[a]
                v[d] = (x >> turn_d | x << 32 - turn_d) & 0xFFFFFFFF
                v[c] = (v[c] + v[d]) & 0xFFFFFFFF
                x = v[b] ^ v[c]
                v[b] = (x >> turn_b | x << 32 - turn_b) & 0xFFFFFFFF
        m = [m[i] for i in BLAKE3_ORDER]
    return [v[i] ^ v[i + 8] for i in range(8)]


CHAIN_KEY = blake3_block(BLAKE3_IV, CHAIN_CONTEXT, CONTEXT_FLAG)


def chain(data):
    """The derive-key hash of docs/format.md 2: of a book id, or of a link and a leaf."""
    return b"".join(word.to_bytes(4, "little") for word in blake3_block(CHAIN_KEY, data, MATERIAL_FLAG))
