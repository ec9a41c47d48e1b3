package main

import (
	"encoding/binary"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// entry is what ledger-log's example writes under the same index.
func entry(index int64) []byte {
	if index%16 == 15 {
		return nil
	}
	return []byte(strings.Repeat(fmt.Sprintf("entry %d\n", index), int(index%16)+1))
}

// enclosed is an entry in a proof file's extra data: its length, itself, and here nothing that opens it.
func enclosed(index int64) []byte {
	length := binary.BigEndian.AppendUint16(nil, uint16(len(entry(index))))
	return append(length, entry(index)...)
}

// hashes holds every node of a tree, in sumdb's order.
type hashes []tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var found []tlog.Hash
	for _, index := range indexes {
		if index >= int64(len(h)) {
			return nil, fmt.Errorf("no hash %d", index)
		}
		found = append(found, h[index])
	}
	return found, nil
}

// grown is the tree of so many entries.
func grown(size int64) (hashes, error) {
	var all hashes
	for index := range size {
		more, err := tlog.StoredHashes(index, entry(index), all)
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	return all, nil
}

// marks are the indices and sizes below a size at which something may go wrong.
func marks(size int64) []int64 {
	var found []int64
	seen := map[int64]bool{}
	near := []int64{0, 1, 2, 15, 255, 256, 257, 511, 65535, 65536, 65537, size / 3, size / 2, size - 1}
	for _, mark := range near {
		if mark >= 0 && mark < size && !seen[mark] {
			seen[mark] = true
			found = append(found, mark)
		}
	}
	return found
}
