package main

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"fmt"

	f_note "github.com/transparency-dev/formats/note"
	"github.com/transparency-dev/formats/proof"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// write makes a log with fresh keys, as ledger-log's example does with fixed ones.
func write(path string, size int64) (string, error) {
	d := directory(path)
	all, err := grown(size)
	if err != nil {
		return "", err
	}
	keys, err := writeKeys(d)
	if err != nil {
		return "", err
	}
	if err := writeTiles(d, size, all); err != nil {
		return "", err
	}
	signed, err := keys.sign(size, all)
	if err != nil {
		return "", err
	}
	if err := d.write("checkpoint", signed); err != nil {
		return "", err
	}
	for _, index := range marks(size) {
		if err := writeProof(d, size, index, all, signed); err != nil {
			return "", err
		}
	}
	for _, oldSize := range marks(size + 1) {
		if oldSize == 0 {
			continue
		}
		if err := writeStep(d, keys, size, oldSize, all, signed); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("sumdb wrote a log of %d entries", size), nil
}

// keys sign as the log and cosign as the witness.
type keys struct {
	log, witness note.Signer
}

func writeKeys(d directory) (keys, error) {
	secret, public, err := note.GenerateKey(rand.Reader, "sumdb.example/interop")
	if err != nil {
		return keys{}, err
	}
	log, err := note.NewSigner(secret)
	if err != nil {
		return keys{}, err
	}
	witnessSecret, witnessPublic, err := note.GenerateKey(rand.Reader, "witness.example/go")
	if err != nil {
		return keys{}, err
	}
	witness, err := f_note.NewSignerForCosignatureV1(witnessSecret)
	if err != nil {
		return keys{}, err
	}
	// GenerateKey makes keys of logs; as a witness's, the same key has another type and id.
	cosigning, err := f_note.VKeyToCosignatureV1(witnessPublic)
	if err != nil {
		return keys{}, err
	}
	policy := fmt.Sprintf("log %s\nwitness w %s\nquorum w\n", public, cosigning)
	for name, text := range map[string]string{"log.vkey": public, "witness.vkey": cosigning, "policy": policy} {
		if err := d.write(name, []byte(text)); err != nil {
			return keys{}, err
		}
	}
	return keys{log, witness}, nil
}

func (k keys) sign(size int64, all hashes) ([]byte, error) {
	root, err := tlog.TreeHash(size, all)
	if err != nil {
		return nil, err
	}
	text := fmt.Sprintf("%s\n%d\n%s\n", k.log.Name(), size, base64.StdEncoding.EncodeToString(root[:]))
	return note.Sign(&note.Note{Text: text}, k.log, k.witness)
}

func writeTiles(d directory, size int64, all hashes) error {
	for _, tile := range tlog.NewTiles(8, 0, size) {
		content, err := tlog.ReadTileData(tile, all)
		if err != nil {
			return err
		}
		if err := d.write(tilePath(tile), content); err != nil {
			return err
		}
		if tile.L != 0 {
			continue
		}
		tile.L = -1
		if err := d.write(tilePath(tile), bundle(tile)); err != nil {
			return err
		}
	}
	return nil
}

func bundle(tile tlog.Tile) []byte {
	var content []byte
	for index := tile.N * 256; index < tile.N*256+int64(tile.W); index++ {
		content = append(content, enclosed(index)...)
	}
	return content
}

func writeProof(d directory, size, index int64, all hashes, signed []byte) error {
	proved, err := tlog.ProveRecord(size, index, all)
	if err != nil {
		return err
	}
	file := proof.TLogProof{Index: uint64(index), Checkpoint: signed, ExtraData: enclosed(index)}
	for _, hash := range proved {
		file.Hashes = append(file.Hashes, hash)
	}
	return d.write(fmt.Sprintf("proof/%d.tlog-proof", index), file.Marshal())
}

func writeStep(d directory, k keys, size, oldSize int64, all hashes, signed []byte) error {
	older, err := k.sign(oldSize, all)
	if err != nil {
		return err
	}
	proved, err := tlog.ProveTree(size, oldSize, all)
	if err != nil {
		return err
	}
	var request bytes.Buffer
	fmt.Fprintf(&request, "old %d\n", oldSize)
	for _, hash := range proved {
		fmt.Fprintf(&request, "%s\n", base64.StdEncoding.EncodeToString(hash[:]))
	}
	request.WriteString("\n" + string(signed))
	if err := d.write(fmt.Sprintf("old/%d/checkpoint", oldSize), older); err != nil {
		return err
	}
	return d.write(fmt.Sprintf("old/%d/add-checkpoint", oldSize), request.Bytes())
}
